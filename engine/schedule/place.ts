import type { ConnectionRef } from "../../shared/events.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";

/** One place of settings that is watched, and the connections that use it: one, as a rule. */
export interface Place {
  /** A path, or `memory://…`. */
  readonly location: string;
  readonly service: ServiceDefinition;
  readonly connections: readonly ConnectionRef[];
  /** Differs whenever what is saved may have changed. Undefined: cannot be told, so look. Cheap, and never throws. */
  readonly stamp: () => Promise<string | undefined>;
  /** What is saved, undefined where nothing is. Throws where it cannot be read. */
  readonly look: () => Promise<GrantFacts | undefined>;
  /**
   * Reads again, and renews where `stillDue` says so of what stands there now. Claims nothing, takes
   * nothing over, and opens no browser. Throws what `renewSaved` throws, passing faults included.
   */
  readonly renew: (
    stillDue: (facts: GrantFacts) => boolean,
  ) => Promise<{ readonly facts: GrantFacts; readonly renewed: boolean }>;
}

/** All places there are to watch. The same array as before where nothing changed, so that asking costs little. */
export type Roster = () => Promise<readonly Place[]>;
