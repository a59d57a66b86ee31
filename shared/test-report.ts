import type { ErrorCode } from "./error-catalog.ts";
import type { Localised } from "./localised.ts";

/** The steps of a test, in the order they run. */
export const testStepIds = ["settings", "network", "token", "identity", "access"] as const;
export type TestStepId = (typeof testStepIds)[number];

export interface TestStep {
  readonly id: TestStepId;
  readonly status: "passed" | "failed" | "warning" | "skipped";
  readonly durationMs: number;
  readonly title: Localised;
  readonly detail: Localised;
  /** Why it failed, and what to do next. */
  readonly cause?: Localised;
  readonly remedy?: Localised;
  readonly code?: ErrorCode;
  /** What of the program's own would mend it, where something would. */
  readonly action?: TestAction;
  /** When it began, in milliseconds since the test did. */
  readonly startMs?: number;
  /** What reaching the service took, part by part, in milliseconds. */
  readonly reach?: { readonly dns: number; readonly connect: number; readonly tls?: number };
  /** What was asked of the service meanwhile, and how it answered. */
  readonly exchanges?: readonly TestExchange[];
}

/** What a person can do about a step, by a button. */
export type TestAction = "reconnect" | "take-back" | "choose-account" | "try-again";

/** A request of a test and its answer, as they may be shown: no body, no value of a query, no credential. */
export interface TestExchange {
  readonly method: string;
  /** Host and path; of a query the names alone. */
  readonly address: string;
  /** Absent where no answer came. */
  readonly status?: number;
  /** Why no answer came: the system's name for it, such as `ECONNREFUSED`. */
  readonly failure?: string;
  /** Length of the answer, in characters. */
  readonly length?: number;
  /** Those that say something of the answer and nothing of anybody: its type, and limits of use. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Milliseconds since the test began. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** What a test tells while it runs: each step twice, when it starts and when it is done; then the report. */
export type TestEvent =
  | { readonly type: "step-started"; readonly id: TestStepId; readonly title: Localised }
  | { readonly type: "step"; readonly step: TestStep }
  | { readonly type: "report"; readonly report: TestReport };

export interface TestReport {
  readonly ok: boolean;
  readonly service: string;
  readonly name: string;
  readonly durationMs: number;
  readonly steps: readonly TestStep[];
  readonly identity?: { readonly name: string; readonly email?: string; readonly account?: string };
}
