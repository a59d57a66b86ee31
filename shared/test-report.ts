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
