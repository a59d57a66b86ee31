import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";

/** Failures by what they are: it must outlive the error's cause, which may be cut down before it is shown. */
const neverSent = new WeakSet<object>();
const lasting = new WeakSet<object>();

/** A request without an answer, in words: `NETWORK_FAILED` about the service's real host. */
export const networkError = (service: string, url: string, cause: unknown): KeyferryError => {
  const code = errorCode(cause);
  const detail = reasons.find(({ codes }) => codes.test(code))?.detail ?? { en: code, ja: code };
  const error = new KeyferryError("NETWORK_FAILED", { host: new URL(url).host, service, detail }, { cause });
  if (failedBeforeSending(cause)) neverSent.add(error);
  if (tooLarge.test(code) || certificate.test(code)) lasting.add(error);
  return error;
};

/** Whether a failure may be gone a second later; a certificate and an answer's size stay what they are. */
export const mayPassSoon = (error: KeyferryError): boolean => error.code === "NETWORK_FAILED" && !lasting.has(error);

/** Whether a request surely never left this machine, so that sending it again cannot spend anything twice. */
export const wasNeverSent = (error: unknown): boolean =>
  typeof error === "object" && error !== null && neverSent.has(error);

/** There was no address to send it to, or nobody took the connection. */
const failedBeforeSending = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(failedBeforeSending);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return failedBeforeSending(error.cause);
  return (
    /^(ENOTFOUND|EAI_[A-Z]+|ECONNREFUSED)$/.test(code) ||
    // The same codes are also how an open connection dies.
    (syscall === "connect" && /^(ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code))
  );
};

const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return "UNKNOWN";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "ETIMEDOUT";
  const own = (error as NodeJS.ErrnoException).code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return own ?? (inner ? errorCode(inner) : error.name);
};

const tooLarge = /^TOO_LARGE$/;
const certificate = /(CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/;

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
  { codes: tooLarge, detail: { en: "the answer is too large", ja: "応答が大きすぎます" } },
  {
    codes: certificate,
    detail: {
      en: "its certificate is not trusted (set NODE_EXTRA_CA_CERTS for a private authority)",
      ja: "証明書が信頼されていません（プライベート CA の場合は NODE_EXTRA_CA_CERTS を設定してください）",
    },
  },
];
