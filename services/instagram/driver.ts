import {
  type DriverTools,
  type HttpAnswer,
  type HttpRequest,
  KeyferryError,
  parseJson,
  type ServiceDriver,
  type TokenSet,
  untranslated,
} from "../../engine/kit.ts";

const graph = "https://graph.instagram.com";
const version = "v25.0";

export const driver: ServiceDriver = {
  apiBase: () => `${graph}/${version}`,

  standardiseTokenAnswer: (answer) => {
    const body = unwrap(parseJson(answer.text));
    if (typeof body?.access_token === "string") {
      return {
        ...answer,
        text: JSON.stringify({ ...body, token_type: "bearer", expires_in: body.expires_in ?? shortLife }),
      };
    }
    const error = body && standardError(body);
    return error ? { ...answer, text: JSON.stringify(error) } : answer;
  },

  // The first token lives an hour; exchanged at once for one that lives 60 days and renews itself.
  // Where that fails the hour is kept: the exchange is then what the first renewal asks for.
  afterCodeExchange: async (tools, tokens) => {
    const answer = await tools.send(exchangeRequest(tools, tokens)).catch(() => undefined);
    const body = answer?.status === 200 ? unwrap(parseJson(answer.text)) : undefined;
    return typeof body?.access_token === "string" ? longLived(body, tools.now()) : tokens;
  },

  renewalRequest: (tools, tokens): HttpRequest => {
    if ((tokens.expiresIn ?? 0) === shortLife) return exchangeRequest(tools, tokens);
    const url = new URL(`${graph}/refresh_access_token`);
    url.searchParams.set("grant_type", "ig_refresh_token");
    url.searchParams.set("access_token", tokens.accessToken);
    return { method: "GET", url: url.href };
  },

  judgeApiAnswer: (answer, service) => {
    const error = graphError(answer);
    if (!error) return undefined;
    if (error.code === 190) return new KeyferryError("TOKEN_REFUSED", { service: service.name, detail: error.message });
    if (throttled.has(error.code))
      return new KeyferryError("RATE_LIMITED", { service: service.name, wait: untranslated("") });
    if (temporary.has(error.code))
      return new KeyferryError("SERVICE_UNAVAILABLE", { service: service.name, status: String(answer.status) });
    return new KeyferryError("SERVICE_REFUSED", { service: service.name, detail: error.message });
  },

  identify: async (tools) => {
    const profile = unwrap(await tools.get("/me?fields=user_id,username,name,account_type")) ?? {};
    const username = String(profile.username ?? "?");
    const userId = profile.user_id === undefined ? undefined : String(profile.user_id);
    return {
      identity: { name: String(profile.name ?? username), account: `@${username}` },
      discovered: userId === undefined ? {} : { BusinessAccountId: userId },
    };
  },

  checkAccess: async (tools, who) => {
    const wanted = tools.properties.BusinessAccountId ?? who.discovered.BusinessAccountId ?? "";
    const actual = who.discovered.BusinessAccountId ?? "";
    if (wanted !== actual) throw otherAccount(wanted, actual, who.identity.account ?? "");
    const profile = unwrap(await tools.get(`/${encodeURIComponent(wanted)}?fields=username,media_count`)) ?? {};
    const media = String(profile.media_count ?? "0");
    return {
      status: "passed",
      detail: {
        en: `Account ${who.identity.account ?? wanted} (${wanted}) with ${media} media.`,
        ja: `アカウント ${who.identity.account ?? wanted}（${wanted}）、メディア ${media} 件。`,
      },
    };
  },
};

/** Seconds the first token lives; its answer does not say. */
const shortLife = 3600;

const exchangeRequest = (tools: DriverTools, tokens: TokenSet): HttpRequest => {
  const url = new URL(`${graph}/access_token`);
  url.searchParams.set("grant_type", "ig_exchange_token");
  url.searchParams.set("client_secret", tools.properties.OAuthClientSecret ?? "");
  url.searchParams.set("access_token", tokens.accessToken);
  return { method: "GET", url: url.href };
};

/** Meta's limits: application, user, page, custom rate and Instagram's business use case. */
const throttled = new Set([4, 17, 32, 613, 80002]);

/** "Possibly a temporary issue due to downtime": API Unknown and API Service. */
const temporary = new Set([1, 2]);

/** Some answers stand alone, some in `data[]`. */
const unwrap = (value: unknown): Record<string, unknown> | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  const { data } = value as { data?: unknown };
  const inner = Array.isArray(data) ? data[0] : value;
  return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : undefined;
};

const longLived = (body: Record<string, unknown>, now: number): TokenSet => ({
  accessToken: String(body.access_token),
  expiresIn: typeof body.expires_in === "number" ? body.expires_in : 5_184_000,
  issuedAt: now,
});

/** Meta's two error shapes in the words of RFC 6749 section 5.2. */
const standardError = (body: Record<string, unknown>): Record<string, string> | undefined => {
  if (typeof body.error_message === "string") {
    return { error: codeOfSentence(body.error_message), error_description: body.error_message };
  }
  const error = body.error as { code?: unknown; message?: unknown } | undefined;
  if (typeof error !== "object" || error === null) return undefined;
  const code = Number(error.code);
  const message = String(error.message ?? `code ${code}`);
  return { error: codeOfGraph(code, message), error_description: message };
};

const codeOfGraph = (code: number, message: string): string => {
  if (code === 190) return "invalid_grant";
  if (throttled.has(code)) return "slow_down";
  if (/client secret/i.test(message)) return "invalid_client";
  return temporary.has(code) ? "temporarily_unavailable" : "invalid_request";
};

const codeOfSentence = (sentence: string): string => {
  if (/platform app|client[_ ](id|secret)|app secret/i.test(sentence)) return "invalid_client";
  if (/redirect[_ ]uri/i.test(sentence)) return "redirect_uri_mismatch";
  return /code/i.test(sentence) ? "invalid_grant" : "invalid_request";
};

const graphError = (answer: HttpAnswer): { code: number; message: string } | undefined => {
  if (answer.status < 400) return undefined;
  const body = parseJson(answer.text) as { error?: { code?: unknown; message?: unknown } } | undefined;
  if (typeof body?.error !== "object") return undefined;
  return { code: Number(body.error.code), message: String(body.error.message ?? "") };
};

const otherAccount = (wanted: string, actual: string, account: string): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `The sign-in is for ${account} (${actual}), not for BusinessAccountId ${wanted}.`,
      ja: `サインインしたアカウントは ${account}（${actual}）で、BusinessAccountId ${wanted} ではありません。`,
    },
    remedy: {
      en: "Clear BusinessAccountId to use the account that consented, or connect again as the other one.",
      ja: "BusinessAccountId を空欄にして同意したアカウントを使うか、目的のアカウントで接続し直してください。",
    },
  });
