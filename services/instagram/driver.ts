import {
  type AccountChoice,
  type ApiTools,
  type DriverTools,
  type HttpAnswer,
  type HttpRequest,
  KeyferryError,
  type Properties,
  parseJson,
  presentable,
  rateLimited,
  type ServiceDriver,
  serviceUnavailable,
  type TokenSet,
  tokensIn,
  type WhoAmI,
  waitAskedBy,
} from "../../engine/kit.ts";
import { temporary, throttled, tokenAnswers } from "./token-answers.ts";

const version = "v25.0";
const instagramGraph = "https://graph.instagram.com";
const facebookGraph = `https://graph.facebook.com/${version}`;

const facebookScopes = [
  "instagram_basic",
  "instagram_manage_insights",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
] as const;

/** Two products of Meta give out tokens for the same accounts; nothing of one is good at the other. */
const isFacebook = ({ LoginType }: Properties): boolean => LoginType === "Facebook";

export const driver: ServiceDriver = {
  apiBase: (properties) => (isFacebook(properties) ? facebookGraph : `${instagramGraph}/${version}`),

  oauth: ({ service, properties }) =>
    isFacebook(properties)
      ? {
          ...service.oauth,
          authorizationEndpoint: `https://www.facebook.com/${version}/dialog/oauth`,
          tokenEndpoint: `${facebookGraph}/oauth/access_token`,
          scope: { default: facebookScopes, separator: "," },
        }
      : service.oauth,

  tokenAnswers,

  tokenBody: unwrap,

  // The first token lives an hour; exchanged at once for one that lives 60 days and renews itself.
  // Where that fails the hour is kept: the exchange is then what the first renewal asks for.
  afterCodeExchange: async (tools, tokens) => {
    const answer = await tools.send(exchangeRequest(tools, tokens)).catch(() => undefined);
    const body = answer?.status === 200 ? unwrap(parseJson(answer.text)) : undefined;
    return (body && tokensIn(body, longLife, tools.now())) ?? tokens;
  },

  // Facebook knows no renewal: a good long-lived token is exchanged for another one.
  renewalRequest: (tools, tokens): HttpRequest =>
    isFacebook(tools.properties) || (tokens.expiresIn ?? 0) === shortLife
      ? exchangeRequest(tools, tokens)
      : getRequest(`${instagramGraph}/refresh_access_token`, {
          grant_type: "ig_refresh_token",
          access_token: tokens.accessToken,
        }),

  judgeApiAnswer: (answer, { name: service }) => {
    const error = graphError(answer);
    if (!error) return undefined;
    const { code, message: detail } = error;
    if (code === 190) return new KeyferryError("TOKEN_REFUSED", { service, detail });
    if (throttled.includes(code)) return rateLimited(service, waitOf(answer));
    if (temporary.includes(code)) return serviceUnavailable(service, answer.status, waitAskedBy(answer));
    const isPermission = code === 10 || (code >= 200 && code < 300);
    return isPermission ? permissionMissing(detail) : new KeyferryError("SERVICE_REFUSED", { service, detail });
  },

  identify: (tools) => (isFacebook(tools.properties) ? identifyByFacebook(tools) : identifyByInstagram(tools)),

  checkAccess: async (tools, who) => {
    const wanted = tools.properties.BusinessAccountId ?? who.discovered.BusinessAccountId;
    const own = who.discovered.BusinessAccountId;
    if (wanted === undefined || (!isFacebook(tools.properties) && wanted !== own)) throw otherAccount(wanted, who);
    const { username = "?", media_count = 0 } = await readAccount(tools, wanted, who);
    return {
      status: "passed",
      detail: {
        en: `Account @${username} (${wanted}) with ${media_count} media.`,
        ja: `アカウント @${username}（${wanted}）、メディア ${media_count} 件。`,
      },
    };
  },
};

/** Seconds the first token lives; its answer does not say. */
const shortLife = 3600;

/** Seconds the exchanged one lives, where its answer does not say: 60 days. */
const longLife = 5_184_000;

const getRequest = (address: string, parameters: Readonly<Record<string, string>>): HttpRequest => ({
  method: "GET",
  url: `${address}?${new URLSearchParams(parameters)}`,
});

const exchangeRequest = ({ properties }: DriverTools, { accessToken }: TokenSet): HttpRequest => {
  const { OAuthClientId = "", OAuthClientSecret = "" } = properties;
  return isFacebook(properties)
    ? getRequest(`${facebookGraph}/oauth/access_token`, {
        grant_type: "fb_exchange_token",
        client_id: OAuthClientId,
        client_secret: OAuthClientSecret,
        fb_exchange_token: accessToken,
      })
    : getRequest(`${instagramGraph}/access_token`, {
        grant_type: "ig_exchange_token",
        client_secret: OAuthClientSecret,
        access_token: accessToken,
      });
};

/** `id` is the app's own number for the person; `user_id` is the account's, and what is asked for by it. */
const identifyByInstagram = async (tools: ApiTools): Promise<WhoAmI> => {
  const profile = unwrap(await tools.get("/me?fields=user_id,username,name,account_type")) ?? {};
  const username = String(profile.username ?? "?");
  return {
    identity: { name: String(profile.name ?? username), account: `@${username}` },
    discovered: profile.user_id === undefined ? {} : { BusinessAccountId: String(profile.user_id) },
  };
};

/** Facebook tells of a person; the accounts are those linked to the person's Pages. */
const identifyByFacebook = async (tools: ApiTools): Promise<WhoAmI> => {
  const me = (await tools.get("/me?fields=id,name")) as { readonly name?: string };
  const accounts = await linkedAccounts(tools);
  const chosen = tools.properties.BusinessAccountId ?? (accounts.length === 1 ? accounts[0]?.value : undefined);
  const label = accounts.find(({ value }) => value === chosen)?.label;
  return {
    identity: { name: me.name ?? "?", ...(label ? { account: label } : {}) },
    discovered: chosen ? { BusinessAccountId: chosen } : {},
    choices: { property: "BusinessAccountId", accounts },
  };
};

interface Pages {
  readonly data?: readonly {
    readonly name?: string;
    readonly instagram_business_account?: { readonly id: string | number; readonly username?: string };
  }[];
  readonly paging?: { readonly cursors?: { readonly after?: string }; readonly next?: string };
}

/** Goes by the cursor: the address of the next answer has the token in it. */
const linkedAccounts = async (tools: ApiTools, cursor = "", answersLeft = 20): Promise<readonly AccountChoice[]> => {
  const fields = encodeURIComponent("id,name,instagram_business_account{id,username}");
  const { data = [], paging } = (await tools.get(`/me/accounts?fields=${fields}&limit=100${cursor}`)) as Pages;
  const found = data.flatMap(({ name = "?", instagram_business_account: account }) =>
    account ? [{ value: String(account.id), label: `@${account.username} (${name})`, suits: true }] : [],
  );
  const after = paging?.next ? paging.cursors?.after : undefined;
  if (!after || answersLeft === 1) return found;
  return [...found, ...(await linkedAccounts(tools, `&after=${encodeURIComponent(after)}`, answersLeft - 1))];
};

const readAccount = async (tools: ApiTools, id: string, who: WhoAmI): Promise<Readonly<Record<string, unknown>>> => {
  try {
    return unwrap(await tools.get(`/${encodeURIComponent(id)}?fields=username,media_count`)) ?? {};
  } catch (error) {
    const isUnknown = error instanceof KeyferryError && error.code === "SERVICE_REFUSED";
    throw isUnknown && who.choices ? otherAccount(id, who) : error;
  }
};

/** Meta names no `Retry-After`; one header tells minutes. Milliseconds. */
const waitOf = (answer: HttpAnswer): number | undefined => {
  const usage = answer.headers["x-business-use-case-usage"] ?? "";
  const minutes = /"estimated_time_to_regain_access":\s*(\d{1,5})/.exec(usage)?.[1];
  return minutes === undefined ? waitAskedBy(answer) : Number(minutes) * 60_000;
};

/** Some answers stand alone, some in `data[]`. */
function unwrap(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { data } = value as { data?: unknown };
  const inner = Array.isArray(data) ? data[0] : value;
  return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : undefined;
}

const graphError = (answer: HttpAnswer): { code: number; message: string } | undefined => {
  if (answer.status < 400) return undefined;
  const body = parseJson(answer.text) as { error?: { code?: unknown; message?: unknown } } | undefined;
  if (typeof body?.error !== "object" || body.error === null) return undefined;
  return { code: Number(body.error.code), message: presentable(String(body.error.message ?? "")) };
};

const permissionMissing = (detail: string): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `Meta says that a permission is missing (${detail}).`,
      ja: `権限が不足しています（${detail}）。`,
    },
    remedy: {
      en: "Connect again and allow everything that is asked for. If Scope is set, compare it with what the app may ask for.",
      ja: "もう一度接続し、要求された権限をすべて許可してください。Scope を指定している場合は、アプリが要求できる権限か確認してください。",
    },
  });

const otherAccount = (wanted: string | undefined, { identity, discovered, choices }: WhoAmI): KeyferryError => {
  if (choices) return notLinked(wanted, choices.accounts);
  const { account = "" } = identity;
  const own = discovered.BusinessAccountId ?? "";
  return new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `The sign-in is for ${account} (${own}), not for BusinessAccountId ${wanted ?? ""}.`,
      ja: `サインインしたアカウントは ${account}（${own}）で、BusinessAccountId ${wanted ?? ""} ではありません。`,
    },
    remedy: {
      en: "Clear BusinessAccountId to use the account that consented, or connect again as the other one.",
      ja: "BusinessAccountId を空欄にして同意したアカウントを使うか、目的のアカウントで接続し直してください。",
    },
  });
};

const notLinked = (wanted: string | undefined, accounts: readonly AccountChoice[]): KeyferryError => {
  const list = accounts.map(({ value, label }) => `${value} ${label}`).join(", ");
  const unset = {
    en: "BusinessAccountId is not set, and there is more than one linked account, or none.",
    ja: "BusinessAccountId が設定されておらず、リンクされたアカウントを 1 つに特定できません。",
  };
  const unlinked = {
    en: `No Page of this person is linked to the account ${wanted}.`,
    ja: `サインインしたユーザーのページに、アカウント ${wanted} はリンクされていません。`,
  };
  const choose = {
    en: `Set BusinessAccountId to one of: ${list}.`,
    ja: `BusinessAccountId に次のいずれかを設定してください: ${list}。`,
  };
  const link = {
    en: "Link the professional account to a Facebook Page, then connect again and choose that Page.",
    ja: "プロアカウントを Facebook ページにリンクしてから接続し直し、そのページを選択してください。",
  };
  return new KeyferryError("ACCOUNT_WRONG", { detail: wanted ? unlinked : unset, remedy: list ? choose : link });
};
