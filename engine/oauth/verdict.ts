import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { parseJson } from "../json.ts";
import type { HttpAnswer, ServiceDriver, TokenVerdict } from "../kit.ts";
import { rateLimited, serviceUnavailable } from "../passing.ts";
import { presentable } from "../redact.ts";
import { waitAskedBy } from "../retry-after.ts";
import { type Expected, firstRows, generalRows, type Range, type TokenAnswerRow } from "./token-answers.ts";

/** Who was asked, and what must not show in the words that come of it. */
export interface Asked {
  readonly service: ServiceDefinition;
  readonly driver: Pick<ServiceDriver, "tokenAnswers" | "tokenBody">;
  readonly host: string;
  readonly secrets: readonly (string | undefined)[];
}

/**
 * Judges a token answer by the table: what HTTP itself says, then the service's own lines, then RFC 6749;
 * the first that fits. docs/token-answers.md shows the whole of it.
 */
export const judgeTokenAnswer = ({ service, driver, host, secrets }: Asked, answer: HttpAnswer): TokenVerdict => {
  const body = bodyOf(answer, driver);
  const rows = [...firstRows, ...(driver.tokenAnswers ?? []), ...generalRows];
  const row = rows.find((each) => fits(each, answer, body));
  if (row?.means === "granted") return { kind: "granted", body: body ?? {} };
  if (row?.means === "busy") return passing(rateLimited(service.name, waitAskedBy(answer)));
  if (row?.means === "down") return passing(serviceUnavailable(service.name, answer.status, waitAskedBy(answer)));
  if (!row || row.means === "unreadable") return passing(unreadable(service, host, row?.shape ?? notJson));
  const words = presentable(wordsOf(row, answer, body), secrets);
  const detail = [words || `HTTP ${answer.status}`, ...(row.hint ? [`(${row.hint})`] : [])].join(" ");
  return { kind: row.means, detail };
};

const passing = (error: KeyferryError): TokenVerdict => ({ kind: "passing", error });

const notJson: Localised = { en: "it is cut short or not JSON", ja: "途中で切れているか JSON ではありません" };

/** An answer that is not the service's, or not whole: `ANSWER_UNREADABLE`. */
export const unreadable = (
  service: ServiceDefinition,
  host: string,
  detail: Localised,
  cause?: unknown,
): KeyferryError => new KeyferryError("ANSWER_UNREADABLE", { service: service.name, host, detail }, { cause });

/** What is wrong with an answer that is not JSON. */
export const shapeOf = (answer: HttpAnswer): Localised =>
  generalRows.find(({ body, shape }) => body && shape && hasShape(body, answer.text, undefined))?.shape ?? notJson;

type Body = Readonly<Record<string, unknown>>;

const bodyOf = (answer: HttpAnswer, driver: Asked["driver"]): Body | undefined => {
  const value = parseJson(answer.text);
  const body = driver.tokenBody ? driver.tokenBody(value) : value;
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Body) : undefined;
};

const fits = (row: TokenAnswerRow, answer: HttpAnswer, body: Body | undefined): boolean =>
  (row.status === undefined || row.status.some((status) => isWithin(status, answer.status))) &&
  (row.body === undefined || hasShape(row.body, answer.text, body)) &&
  (row.text === undefined || row.text.test(answer.text)) &&
  Object.entries(row.fields ?? {}).every(([name, values]) =>
    values.some((value) => matches(value, fieldOf(body, name))),
  );

const isWithin = (range: number | Range, value: number): boolean =>
  typeof range === "number" ? range === value : range[0] <= value && value <= range[1];

const hasShape = (shape: NonNullable<TokenAnswerRow["body"]>, text: string, body: Body | undefined): boolean =>
  ({
    empty: () => text.trim() === "",
    "web-page": () => text.trimStart().startsWith("<"),
    "other-than-object": () => body === undefined,
  })[shape]();

const matches = (expected: Expected, value: unknown): boolean => {
  if (!["string", "number", "boolean"].includes(typeof value)) return false;
  if (expected instanceof RegExp) return typeof value === "string" && expected.test(value);
  return Array.isArray(expected) ? isWithin(expected as Range, Number(value)) : String(expected) === String(value);
};

/** The value at a dotted name such as `errors.0.code`. */
const fieldOf = (body: unknown, name: string): unknown =>
  name
    .split(".")
    .reduce<unknown>(
      (value, part) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, part) ? (value as Body)[part] : undefined,
      body,
    );

/** Where services put what they have to say, besides RFC 6749's two fields. */
const furtherWords = ["message", "error.message", "errors.0.message", "error_message"];

const wordsOf = (row: TokenAnswerRow, answer: HttpAnswer, body: Body | undefined): string => {
  if (!body) return answer.text;
  const said = textsAt(body, row.words ?? ["error", "error_description"]);
  if (said.length > 0) return said.join(": ");
  return [`HTTP ${answer.status}`, ...textsAt(body, furtherWords).slice(0, 1)].join(": ");
};

const textsAt = (body: Body, names: readonly string[]): readonly string[] =>
  names.map((name) => fieldOf(body, name)).filter((value) => typeof value === "string" && value !== "") as string[];
