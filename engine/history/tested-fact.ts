import {
  rememberedAddress,
  rememberedExchanges,
  type TestCause,
  type TestedFact,
  type TestedStep,
} from "../../shared/history.ts";
import type { TestExchange, TestReport, TestStep } from "../../shared/test-report.ts";

/**
 * A test as the journal keeps it: enough to see where two tests part, and no words of the service. What
 * an answer said of itself is left out, and of many requests the first are kept.
 */
export const testedFact = ({ ok, durationMs, steps }: TestReport, by?: TestCause): TestedFact => ({
  type: "tested",
  ok,
  ...(by ? { by } : {}),
  durationMs,
  steps: steps.map(testedStep),
});

const testedStep = ({ id, status, durationMs, code, startMs, reach, exchanges = [] }: TestStep): TestedStep => ({
  id,
  status,
  durationMs,
  ...(code ? { code } : {}),
  ...(startMs === undefined ? {} : { startMs }),
  ...(reach ? { reach } : {}),
  ...(exchanges.length > 0 ? { exchanges: exchanges.slice(0, rememberedExchanges).map(testedExchange) } : {}),
});

const testedExchange = ({ method, address, status, failure, startMs, durationMs }: TestExchange) => ({
  method,
  address: address.slice(0, rememberedAddress),
  startMs,
  durationMs,
  ...(status === undefined ? {} : { status }),
  ...(failure === undefined ? {} : { failure }),
});
