import type { Engine } from "../../engine/index.ts";
import type { ConnectionForecast } from "../../shared/forecast.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";
import { table } from "../table.ts";

/** `keyferry forecast [--settings FILE…]`: what ends first comes first. Looks, claims nothing, asks nobody. */
export const forecast = async (settings: readonly string[], output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const now = Date.now();
  const forecasts = await engine.forecast(settings.length > 0 ? settings : undefined);
  output.result(
    forecasts.length > 0
      ? table([heads, ...forecasts.map((each) => rowOf(engine, each, now))])
      : "There are no connections here.",
    {
      connections: forecasts.map(documentOf),
    },
  );
};

const documentOf = ({ renewsAt, diesAt, remedy, ...rest }: ConnectionForecast) => ({
  ...rest,
  ...(renewsAt === undefined ? {} : { renewsAt: new Date(renewsAt).toISOString() }),
  ...(diesAt === undefined ? {} : { diesAt: new Date(diesAt).toISOString() }),
  remedy: remedy.en,
});

const heads = ["CONNECTION", "SERVICE", "RENEWAL DUE", "ENDS UNLESS RENEWED", "FROM", "WHAT TO DO"];

const rowOf = (engine: Engine, { name, service, renewsAt, diesAt, ...rest }: ConnectionForecast, now: number) => [
  name,
  engine.services.find(({ id }) => id === service)?.name ?? "-",
  distance(renewsAt, now),
  diesAt === undefined && rest.certainty === "unknown" ? "unknown" : endWords(diesAt, rest.certainty, now),
  rest.cause,
  rest.remedy.en,
];

const endWords = (diesAt: number | undefined, certainty: ConnectionForecast["certainty"], now: number): string =>
  `${certainty === "estimated" ? "about " : ""}${distance(diesAt, now)}`;

const units = [
  { unit: "d", length: 86_400_000 },
  { unit: "h", length: 3_600_000 },
  { unit: "min", length: 60_000 },
] as const;

/** How far a moment lies ahead or back, in the largest unit that gives at least two of it. */
const distance = (at: number | undefined, now: number): string => {
  if (at === undefined) return "-";
  const far = Math.abs(at - now);
  const { unit, length } = units.find((each) => far >= 2 * each.length) ?? { unit: "min", length: 60_000 };
  const amount = `${Math.floor(far / length)} ${unit}`;
  return at >= now ? `in ${amount}` : `${amount} ago`;
};
