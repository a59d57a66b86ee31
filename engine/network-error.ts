import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";

/** A request without an answer, in words: `NETWORK_FAILED` about the service's real host. */
export const networkError = (service: string, url: string, error: unknown): KeyferryError => {
  const code = errorCode(error);
  const detail = reasons.find(({ codes }) => codes.test(code))?.detail ?? { en: code, ja: code };
  return new KeyferryError("NETWORK_FAILED", { host: new URL(url).host, service, detail }, { cause: error });
};

/** Whether a failure may be gone a second later; a certificate and an answer's size stay what they are. */
export const mayPassSoon = ({ code, cause }: KeyferryError): boolean =>
  code === "NETWORK_FAILED" && !lasting.some((codes) => codes.test(errorCode(cause)));

/**
 * Whether a request surely never left this machine, so that sending it again cannot spend anything
 * twice: there was no address to send it to, or nobody took the connection.
 */
export const wasNeverSent = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(wasNeverSent);
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof KeyferryError || code === undefined) return wasNeverSent(error.cause);
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
const lasting: readonly RegExp[] = [tooLarge, certificate];

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
