import type { ErrorCode } from "./error-catalog.ts";
import type { ExportMode } from "./grant-sharing.ts";
import type { TestExchange, TestStep, TestStepId } from "./test-report.ts";

/** Which part of the product was at work. */
export const programs = ["desktop", "serve", "command", "library"] as const;
export type Program = (typeof programs)[number];

/**
 * What a renewal was asked by: the scheduler, ahead of time; a person, by name (`refresh`); or somebody
 * who needed a token (`token`, `request`, a test).
 */
export const renewalCauses = ["schedule", "person", "use"] as const;
export type RenewalCause = (typeof renewalCauses)[number];

/** One step of a remembered test. */
export interface TestedStep {
  readonly id: TestStepId;
  readonly status: TestStep["status"];
  /** Milliseconds. */
  readonly durationMs: number;
  /** Why it failed. */
  readonly code?: ErrorCode;
  /** When it began, in milliseconds since the test did. */
  readonly startMs?: number;
  readonly reach?: NonNullable<TestStep["reach"]>;
  /** What was asked of the service, at most `rememberedExchanges`. */
  readonly exchanges?: readonly TestedExchange[];
}

/** A request of a remembered test: what was asked and whether it was answered, and nothing of the answer itself. */
export type TestedExchange = Pick<TestExchange, "method" | "address" | "status" | "failure" | "startMs" | "durationMs">;

/** So many requests of a step are remembered, and so many characters of each address. */
export const rememberedExchanges = 8;
export const rememberedAddress = 160;

/** Whether a test was asked for by somebody, or came by itself. */
export const testCauses = ["person", "schedule"] as const;
export type TestCause = (typeof testCauses)[number];

/** One thing that happened in the life of a connection. Holds no secret, and no words of a service. */
export type HistoryFact =
  /** A person consented, or what was given was taken up: the first settings stand. */
  | { readonly type: "connected" }
  | { readonly type: "consented-again" }
  | { readonly type: "renewed"; readonly by: RenewalCause }
  | { readonly type: "renewal-failed"; readonly by: RenewalCause; readonly code: ErrorCode }
  | {
      readonly type: "exported";
      readonly mode: ExportMode;
      /** For how many machines it was sealed; 0 where by a passphrase. */
      readonly receivers: number;
      /** What the receivers are called, as far as they have names. */
      readonly names: readonly string[];
    }
  | { readonly type: "taken-over" }
  | { readonly type: "imported" }
  | TestedFact
  | { readonly type: "account-chosen"; readonly property: string; readonly value: string }
  | { readonly type: "renamed"; readonly from: string; readonly to: string };

/** A test that was run to its end. */
export interface TestedFact {
  readonly type: "tested";
  readonly ok: boolean;
  /** Absent where it was not noted: somebody asked for it. */
  readonly by?: TestCause;
  /** Milliseconds. */
  readonly durationMs: number;
  readonly steps: readonly TestedStep[];
}

interface Happened {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absent where it is not known. */
  readonly program?: Program;
}

/** A line of the journal of a connection. */
export type HistoryEntry = HistoryFact & Happened;

/** A remembered test. */
export type TestedEntry = TestedFact & Happened;

/** The newest part of a connection's journal. */
export interface History {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[];
  /** How many entries are remembered in all. */
  readonly total: number;
}
