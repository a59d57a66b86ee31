import { errorCodes } from "../../shared/error-catalog.ts";
import {
  type HistoryEntry,
  programs,
  rememberedAddress,
  rememberedExchanges,
  renewalCauses,
  type TestedExchange,
  type TestedStep,
  testCauses,
} from "../../shared/history.ts";
import { testStepIds } from "../../shared/test-report.ts";

/**
 * A line of a journal as an entry; undefined for one that was torn, damaged, or is of a kind that this
 * version does not know. What a line holds beyond is left out.
 */
export const parseEntry = (line: string): HistoryEntry | undefined => {
  const value = parseObject(line);
  if (!value || typeof value.at !== "number" || !Number.isFinite(value.at)) return undefined;
  const fact = factOf(value);
  if (!fact) return undefined;
  const { at, program } = value;
  return { ...fact, at, ...(isOneOf(programs, program) ? { program } : {}) } as HistoryEntry;
};

type Raw = Readonly<Record<string, unknown>>;

const parseObject = (line: string): Raw | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Raw) : undefined;
  } catch {
    return undefined;
  }
};

const factOf = (value: Raw): Raw | undefined =>
  typeof value.type === "string" && Object.hasOwn(readers, value.type) ? readers[value.type]?.(value) : undefined;

const readers: Readonly<Record<string, (value: Raw) => Raw | undefined>> = {
  connected: () => ({ type: "connected" }),
  "consented-again": () => ({ type: "consented-again" }),
  "taken-over": () => ({ type: "taken-over" }),
  imported: () => ({ type: "imported" }),
  renewed: ({ by }) => (isOneOf(renewalCauses, by) ? { type: "renewed", by } : undefined),
  "renewal-failed": ({ by, code }) =>
    isOneOf(renewalCauses, by) && isOneOf(errorCodes, code) ? { type: "renewal-failed", by, code } : undefined,
  exported: ({ mode, receivers, names }) =>
    isOneOf(["hand-over", "copy"], mode) && isCount(receivers) && Array.isArray(names) && names.every(isText)
      ? { type: "exported", mode, receivers, names }
      : undefined,
  tested: ({ ok, by, durationMs, steps }) =>
    typeof ok === "boolean" && isCount(durationMs) && Array.isArray(steps)
      ? { type: "tested", ok, ...(isOneOf(testCauses, by) ? { by } : {}), durationMs, steps: steps.flatMap(stepOf) }
      : undefined,
  "account-chosen": ({ property, value }) =>
    isText(property) && isText(value) ? { type: "account-chosen", property, value } : undefined,
  renamed: ({ from, to }) => (isText(from) && isText(to) ? { type: "renamed", from, to } : undefined),
};

const stepOf = (value: unknown): readonly TestedStep[] => {
  const { id, status, durationMs, code, startMs, reach, exchanges } = (value ?? {}) as Raw;
  if (!isOneOf(testStepIds, id) || !isOneOf(statuses, status) || !isCount(durationMs)) return [];
  const parts = reachOf(reach);
  const asked = Array.isArray(exchanges) ? exchanges.slice(0, rememberedExchanges).flatMap(exchangeOf) : [];
  return [
    {
      id,
      status,
      durationMs,
      ...(isOneOf(errorCodes, code) ? { code } : {}),
      ...(isCount(startMs) ? { startMs } : {}),
      ...(parts ? { reach: parts } : {}),
      ...(asked.length > 0 ? { exchanges: asked } : {}),
    },
  ];
};

const reachOf = (value: unknown): TestedStep["reach"] | undefined => {
  const { dns, connect, tls } = (value ?? {}) as Raw;
  return isCount(dns) && isCount(connect) ? { dns, connect, ...(isCount(tls) ? { tls } : {}) } : undefined;
};

const exchangeOf = (value: unknown): readonly TestedExchange[] => {
  const { method, address, status, failure, startMs, durationMs } = (value ?? {}) as Raw;
  if (!isText(method) || !isText(address) || !isCount(startMs) || !isCount(durationMs)) return [];
  return [
    {
      method,
      address: address.slice(0, rememberedAddress),
      startMs,
      durationMs,
      ...(isCount(status) ? { status } : {}),
      ...(isText(failure) ? { failure } : {}),
    },
  ];
};

const statuses = ["passed", "failed", "warning", "skipped"] as const;

const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  known.some((each) => each === value);

const isText = (value: unknown): value is string => typeof value === "string";

const isCount = (value: unknown): value is number => typeof value === "number" && value >= 0;
