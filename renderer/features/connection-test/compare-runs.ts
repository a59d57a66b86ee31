import type { TestedEntry, TestedExchange, TestedStep } from "../../../shared/history.ts";
import { type TestStepId, testStepIds } from "../../../shared/test-report.ts";

/** A request that went otherwise in one of two tests, or that only one of them made. */
export interface RequestDifference {
  readonly method: string;
  readonly address: string;
  /** A status, or why there was none; undefined where it was not asked. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One step of two tests. */
export interface StepComparison {
  readonly id: TestStepId;
  /** Undefined where the test did not keep such a step. */
  readonly before: TestedStep | undefined;
  readonly after: TestedStep | undefined;
  /** Passed in one and not in the other, or failed for another reason. */
  readonly differs: boolean;
  /** How much longer it took in the later test, in milliseconds; undefined where it did not run in both. */
  readonly longer: number | undefined;
  readonly requests: readonly RequestDifference[];
}

/** Two tests of a connection, step by step. */
export interface Comparison {
  readonly steps: readonly StepComparison[];
  /** The first step that differs. */
  readonly parting: StepComparison | undefined;
  /** Where none differs: the step whose time changed most, if that is more than chance. */
  readonly slower: StepComparison | undefined;
}

/** Compares an earlier test with a later one. */
export const compareRuns = (before: TestedEntry, after: TestedEntry): Comparison => {
  const steps = testStepIds.map((id) => compareStep(id, stepOf(before, id), stepOf(after, id)));
  const parting = steps.find(({ differs }) => differs);
  return { steps, parting, slower: parting ? undefined : mostChanged(steps) };
};

const stepOf = ({ steps }: TestedEntry, id: TestStepId): TestedStep | undefined => steps.find((step) => step.id === id);

const compareStep = (
  id: TestStepId,
  before: TestedStep | undefined,
  after: TestedStep | undefined,
): StepComparison => ({
  id,
  before,
  after,
  differs: before?.status !== after?.status || before?.code !== after?.code,
  longer: ran(before) && ran(after) ? after.durationMs - before.durationMs : undefined,
  // Of tests that were noted by an earlier version it is not known what they asked.
  requests: ran(before) && ran(after) ? requestsOf(before.exchanges ?? [], after.exchanges ?? []) : [],
});

const ran = (step: TestedStep | undefined): step is TestedStep => step !== undefined && step.status !== "skipped";

const requestsOf = (
  before: readonly TestedExchange[],
  after: readonly TestedExchange[],
): readonly RequestDifference[] => {
  if (before.length === 0 || after.length === 0) return [];
  const [earlier, later] = [byRequest(before), byRequest(after)];
  return [...new Map([...earlier, ...later])].flatMap(([key, { method, address }]) => {
    const [was, is] = [answerOf(earlier.get(key)), answerOf(later.get(key))];
    return was === is ? [] : [{ method, address, before: was, after: is }];
  });
};

/** The same request may be made several times: each is known by its turn. */
const byRequest = (exchanges: readonly TestedExchange[]): ReadonlyMap<string, TestedExchange> => {
  const turns = new Map<string, number>();
  return new Map(
    exchanges.map((exchange) => {
      const request = `${exchange.method} ${exchange.address}`;
      const turn = (turns.get(request) ?? 0) + 1;
      turns.set(request, turn);
      return [`${request} ${turn}`, exchange];
    }),
  );
};

const answerOf = (exchange: TestedExchange | undefined): string | undefined =>
  exchange && String(exchange.status ?? exchange.failure ?? "–");

/** Less than this is chance, in milliseconds and as a share of what it was. */
const chanceMs = 100;
const chanceShare = 0.5;

const mostChanged = (steps: readonly StepComparison[]): StepComparison | undefined => {
  const changed = steps.filter(
    ({ longer = 0, before }) =>
      Math.abs(longer) >= chanceMs && Math.abs(longer) >= chanceShare * (before?.durationMs ?? 0),
  );
  return changed.toSorted((one, other) => Math.abs(other.longer ?? 0) - Math.abs(one.longer ?? 0))[0];
};

/** Two tests, the earlier first. */
export interface Pair {
  readonly before: TestedEntry;
  readonly after: TestedEntry;
}

/** Two tests in their order. */
export const pairOf = (one: TestedEntry, other: TestedEntry): Pair =>
  one.at <= other.at ? { before: one, after: other } : { before: other, after: one };

/**
 * The two tests that are worth comparing first: the last that passed and the last that failed, else the
 * last two. Undefined where there are not two. `runs` has the oldest first.
 */
export const firstPair = (runs: readonly TestedEntry[]): Pair | undefined => {
  const passed = runs.findLast(({ ok }) => ok);
  const failed = runs.findLast(({ ok }) => !ok);
  if (passed && failed) return pairOf(passed, failed);
  const [before, after] = runs.slice(-2);
  return before && after ? { before, after } : undefined;
};
