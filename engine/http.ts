import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { mapAddress } from "./addresses.ts";
import type { HttpAnswer, HttpRequest } from "./kit.ts";
import type { Ports } from "./ports.ts";

/** The engine's only way out to the network. */
export interface Http {
  /** Sends a request once. Throws `NETWORK_FAILED`; every answer, of whatever status, is returned. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Sends a GET, again after a passing fault, and follows redirects that stay on the origin. */
  readonly get: (request: HttpRequest) => Promise<HttpAnswer>;
}

const timeoutMs = 30_000;
const attempts = 3;
const maximumRedirects = 3;

/** The way out for one service: mapping, User-Agent with contact, time limit. */
export const createHttp = (ports: Ports, service: ServiceDefinition, signal?: AbortSignal): Http => {
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const url = mapAddress(request.url, ports.practiceOrigin);
    const headers = { accept: "application/json", ...request.headers, "user-agent": userAgent(ports.version) };
    try {
      return await ports.transport.send(
        { ...request, url, headers },
        signal ? AbortSignal.any([signal, limit]) : limit,
      );
    } catch (error) {
      if (signal?.aborted) throw new KeyferryError("CONSENT_CANCELLED", {}, { cause: error });
      throw networkError(service, request.url, error);
    }
  };
  return { send, get: (request) => followRedirects(request, (each) => sendPatiently(each, send, ports)) };
};

/** 37signals refuses requests whose User-Agent lacks a way to reach the author. */
const userAgent = (version: string): string => `Keyferry/${version} (https://keyferry.example/contact)`;

const sendPatiently = async (
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<HttpAnswer>,
  ports: Ports,
): Promise<HttpAnswer> => {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send(request).catch((error: unknown) => {
      if (attempt >= attempts || !(error instanceof KeyferryError) || error.code !== "NETWORK_FAILED") throw error;
      return undefined;
    });
    if (
      outcome &&
      !(attempt < attempts && [502, 503, 504].includes(outcome.status) && !outcome.headers["retry-after"])
    ) {
      return outcome;
    }
    await ports.clock.sleep(200 * 2 ** attempt * (0.5 + Math.random()));
  }
};

const followRedirects = async (
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<HttpAnswer> => {
  let current = request;
  for (let hops = 0; ; hops++) {
    const answer = await send(current);
    const location = answer.headers.location;
    if (![301, 302, 303, 307, 308].includes(answer.status) || !location || hops >= maximumRedirects) return answer;
    const next = URL.canParse(location, current.url) ? new URL(location, current.url) : undefined;
    if (next?.origin !== new URL(current.url).origin) return answer;
    current = { ...current, url: next.href };
  }
};

const networkError = (service: ServiceDefinition, url: string, error: unknown): KeyferryError => {
  const code = errorCode(error);
  const detail = reasons.find(({ codes }) => codes.test(code))?.detail ?? { en: code, ja: code };
  return new KeyferryError(
    "NETWORK_FAILED",
    { host: new URL(url).host, service: service.name, detail },
    { cause: error },
  );
};

const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return "UNKNOWN";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "ETIMEDOUT";
  const own = (error as NodeJS.ErrnoException).code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return own ?? (inner ? errorCode(inner) : error.name);
};

const reasons: readonly { readonly codes: RegExp; readonly detail: Localised }[] = [
  {
    codes: /^(ENOTFOUND|EAI_)/,
    detail: { en: "its name cannot be resolved (DNS)", ja: "名前を解決できません（DNS）" },
  },
  { codes: /^ECONNREFUSED$/, detail: { en: "the connection was refused", ja: "接続が拒否されました" } },
  { codes: /^(ENETUNREACH|EHOSTUNREACH)$/, detail: { en: "there is no route to it", ja: "経路がありません" } },
  {
    codes: /(TIMEDOUT|TIMEOUT)/,
    detail: { en: "no answer within the time limit", ja: "制限時間内に応答がありません" },
  },
  { codes: /^(ECONNRESET|EPIPE)$/, detail: { en: "the connection was cut", ja: "接続が切断されました" } },
  { codes: /^(TOO_LARGE)$/, detail: { en: "the answer is too large", ja: "応答が大きすぎます" } },
  {
    codes: /(CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/,
    detail: {
      en: "its certificate is not trusted (set NODE_EXTRA_CA_CERTS for a private authority)",
      ja: "証明書が信頼されていません（プライベート CA の場合は NODE_EXTRA_CA_CERTS を設定してください）",
    },
  },
];
