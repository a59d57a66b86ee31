import type { KeyferryError } from "../../shared/errors.ts";
import type { ConnectionRef } from "../../shared/events.ts";
import type { TestStepId } from "../../shared/test-report.ts";
import type { TestInterval } from "../../shared/test-schedule.ts";

/** A connection of the list, seen as one that is tested. */
export interface TestedPlace {
  readonly connection: ConnectionRef & { readonly id: string };
  /** How often it is tested by itself; undefined: never. */
  readonly every: TestInterval | undefined;
  /** Its last test, whoever asked for it. */
  readonly last: { readonly at: number; readonly ok: boolean } | undefined;
  /** Differs whenever its settings may have changed. Cheap, and never throws. */
  readonly stamp: () => Promise<string | undefined>;
  /**
   * Tests it where `stillDue` says so of its last test as it stands then, opens no browser, and
   * remembers the outcome. Undefined where another process does so, did so meanwhile, or it was broken
   * off. Throws where the list or the settings' folder cannot be used.
   */
  readonly test: (
    stillDue: (lastAt: number | undefined) => boolean,
    signal: AbortSignal,
  ) => Promise<TestOutcome | undefined>;
}

/** How a test by itself went. */
export interface TestOutcome {
  readonly at: number;
  readonly failure?: { readonly step: TestStepId; readonly error: KeyferryError };
}

/** All connections of the list. The same array as before where nothing changed. */
export type TestRoster = () => Promise<readonly TestedPlace[]>;
