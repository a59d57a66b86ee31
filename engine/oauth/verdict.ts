import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { parseJson } from "../json.ts";
import type { HttpAnswer, TokenVerdict } from "../kit.ts";
import { presentable } from "../redact.ts";

interface Situation {
  readonly status: number;
  /** The body, where it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly error: string;
}

type Meaning = Exclude<TokenVerdict["kind"], "passing"> | "busy" | "down" | "unreadable";

/**
 * What an answer of a token endpoint means, first row that fits. Only the service's clear word
 * (`invalid_grant` in a well-formed answer) ends a grant; what a proxy or a fault says is passing.
 */
const rows: readonly { readonly fits: (situation: Situation) => boolean; readonly means: Meaning }[] = [
  { fits: ({ status }) => status === 429, means: "busy" },
  { fits: ({ status }) => status === 408 || status >= 500, means: "down" },
  { fits: ({ body }) => body === undefined, means: "unreadable" },
  { fits: ({ error }) => error === "invalid_grant", means: "grant-ended" },
  { fits: ({ error }) => error === "invalid_client" || error === "unauthorized_client", means: "client-refused" },
  { fits: ({ error }) => error === "redirect_uri_mismatch", means: "redirect-refused" },
  { fits: ({ error }) => ["temporarily_unavailable", "server_error", "slow_down"].includes(error), means: "down" },
  { fits: ({ error, status }) => error !== "" || (status >= 400 && status < 500), means: "refused" },
  { fits: ({ body }) => typeof body?.access_token === "string", means: "granted" },
];

/** Judges a token answer that a driver has made standard. `secrets` never show in the words it returns. */
export const judgeTokenAnswer = (
  service: ServiceDefinition,
  answer: HttpAnswer,
  host: string,
  secrets: readonly (string | undefined)[],
): TokenVerdict => {
  const body = asObject(parseJson(answer.text));
  const error = typeof body?.error === "string" ? body.error : "";
  const means = rows.find((row) => row.fits({ status: answer.status, body, error }))?.means ?? "unreadable";
  if (means === "granted") return { kind: means };
  if (means === "busy" || means === "down" || means === "unreadable") {
    return { kind: "passing", error: passingError(means, service, answer, host) };
  }
  const described = typeof body?.error_description === "string" ? body.error_description : "";
  const detail = presentable(described === "" ? error : `${error}: ${described}`, secrets) || `HTTP ${answer.status}`;
  return { kind: means, detail };
};

/** The error for an answer that says nothing about the grant. */
export const passingError = (
  means: "busy" | "down" | "unreadable",
  service: ServiceDefinition,
  answer: HttpAnswer,
  host: string,
): KeyferryError => {
  if (means === "busy") {
    return new KeyferryError("RATE_LIMITED", { service: service.name, wait: waitWords(answer.headers["retry-after"]) });
  }
  return means === "down"
    ? new KeyferryError("SERVICE_UNAVAILABLE", { service: service.name, status: String(answer.status) })
    : new KeyferryError("ANSWER_UNREADABLE", { service: service.name, host, detail: shapeOf(answer) });
};

const waitWords = (retryAfter: string | undefined): Localised => {
  const seconds = retryAfter && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  return seconds === undefined
    ? { en: "", ja: "" }
    : { en: ` and says to wait ${seconds} s`, ja: `（${seconds} 秒待つよう求めています）` };
};

const shapeOf = (answer: HttpAnswer): Localised => {
  if (/^\s*</.test(answer.text)) return { en: "a web page instead of JSON", ja: "JSON ではなく Web ページ" };
  return answer.text.trim() === ""
    ? { en: "an empty answer", ja: "空の応答" }
    : { en: "it is cut short or not JSON", ja: "途中で切れているか JSON ではありません" };
};

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
