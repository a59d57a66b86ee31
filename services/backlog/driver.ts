import {
  type ApiTools,
  type AuthScheme,
  type HttpAnswer,
  KeyferryError,
  type Localised,
  type Properties,
  parseJson,
  presentable,
  rateLimited,
  type ServiceDriver,
  serviceUnavailable,
  untranslated,
  waitAskedBy,
  waitUntil,
} from "../../engine/kit.ts";
import { authSchemeOf } from "../../shared/property-check.ts";
import { tokenAnswers } from "./token-answers.ts";

/** Where the space is: whatever page of it was copied, and always over https. */
const spaceOf = ({ Url }: Properties): string => {
  if (Url === undefined || !URL.canParse(Url)) {
    throw new KeyferryError("PROPERTY_MISSING", { service: "Backlog", names: "Url" });
  }
  return `https://${new URL(Url).host}`;
};

export const driver: ServiceDriver = {
  apiBase: (properties) => `${spaceOf(properties)}/api/v2`,

  oauth: ({ service, properties }) => {
    const space = spaceOf(properties);
    return {
      ...service.oauth,
      authorizationEndpoint: `${space}/OAuth2AccessRequest.action`,
      tokenEndpoint: `${space}/api/v2/oauth2/token`,
    };
  },

  // What happens to a request with both a key and a token is not told, so there is never more than one.
  authorize: (request, { scheme, accessToken, properties }) => {
    if (scheme !== "APIToken") {
      return { ...request, headers: { ...request.headers, authorization: `Bearer ${accessToken}` } };
    }
    const url = new URL(request.url);
    url.searchParams.set("apiKey", properties.ApiKey ?? "");
    return { ...request, url: url.href };
  },

  tokenAnswers,

  judgeApiAnswer: (answer, service) => {
    const scheme = answer.headers["www-authenticate"] ? "OAuth" : "APIToken";
    return answer.status < 300 ? undefined : refusalOf(answer, { service: service.name, scheme, secrets: [] });
  },

  identify: async (tools) => {
    const me = (await read(tools, "/users/myself")).body as User;
    const space = (await read(tools, "/space")).body as Space;
    return {
      identity: {
        name: me.name ?? me.userId ?? "?",
        ...(me.mailAddress ? { email: me.mailAddress } : {}),
        account: space.name ?? new URL(spaceOf(tools.properties)).host,
      },
      discovered: {},
    };
  },

  checkAccess: async (tools) => {
    const { body, headers } = await read(tools, "/projects");
    const projects = Array.isArray(body) ? body.length : 0;
    const left = allowanceWords(headers);
    const detail = { en: `${projects} projects${left.en}.`, ja: `プロジェクト ${projects} 件${left.ja}。` };
    if (projects > 0) return { status: "passed", detail };
    return {
      status: "warning",
      detail,
      remedy: {
        en: "Have this user added to a project in Backlog.",
        ja: "Backlog で、このユーザーをプロジェクトに追加してください。",
      },
    };
  },
};

interface User {
  readonly userId?: string | null;
  readonly name?: string | null;
  readonly mailAddress?: string | null;
}

interface Space {
  readonly name?: string | null;
}

/**
 * GETs and judges. Not the kit's `get`: the key travels in the address, so a page that quotes the
 * address would bring it into the words of an error, and only here is it known what to mask.
 */
const read = async (
  tools: ApiTools,
  path: string,
): Promise<{ readonly body: unknown; readonly headers: HttpAnswer["headers"] }> => {
  const answer = await tools.request({ method: "GET", url: path });
  const { service, properties } = tools;
  const refusal = refusalOf(answer, {
    service: service.name,
    scheme: authSchemeOf(service, properties),
    secrets: [properties.ApiKey, properties.OAuthAccessToken],
  });
  if (refusal) throw refusal;
  const body = parseJson(answer.text);
  if (typeof body === "object" && body !== null) return { body, headers: answer.headers };
  const detail = { en: "it is not JSON", ja: "JSON ではありません" };
  throw new KeyferryError("ANSWER_UNREADABLE", {
    service: service.name,
    host: new URL(spaceOf(properties)).host,
    detail,
  });
};

interface Asked {
  readonly service: string;
  readonly scheme: AuthScheme;
  readonly secrets: readonly (string | undefined)[];
}

/** What a bad answer means: by Backlog's own code first, then by the status. */
const refusalOf = (answer: HttpAnswer, { service, scheme, secrets }: Asked): KeyferryError | undefined => {
  const { status, headers } = answer;
  if (status < 300) return undefined;
  const { code, message } = firstError(answer);
  const special = code === undefined ? undefined : conditions[code];
  if (special) return new KeyferryError("ACCOUNT_WRONG", special);
  if (status === 429 || code === 13) return limitOf(answer, service);
  if (status === 408 || status >= 500) return serviceUnavailable(service, status, waitAskedBy(answer));
  const challenge = /error_description="([^"]*)"/.exec(headers["www-authenticate"] ?? "")?.[1];
  const words = presentable(message ?? challenge ?? headers["www-authenticate"] ?? answer.text, secrets);
  const detail = [`HTTP ${status}`, words].filter(Boolean).join(": ");
  if (status !== 401) return new KeyferryError("SERVICE_REFUSED", { service, detail });
  return scheme === "APIToken" ? keyRefused(detail) : new KeyferryError("TOKEN_REFUSED", { service, detail });
};

const firstError = (answer: HttpAnswer): { readonly code?: number; readonly message?: string } => {
  const body = parseJson(answer.text) as { errors?: readonly { code?: unknown; message?: unknown }[] } | undefined;
  const first = Array.isArray(body?.errors) ? body.errors[0] : undefined;
  if (typeof first !== "object" || first === null) return {};
  return {
    ...(typeof first.code === "number" ? { code: first.code } : {}),
    ...(typeof first.message === "string" ? { message: first.message } : {}),
  };
};

/** Codes that a new sign-in would not help with. */
const conditions: Readonly<Record<number, { readonly detail: Localised; readonly remedy: Localised }>> = {
  4: {
    detail: {
      en: "The Backlog space does not take requests from this machine's IP address (code 4).",
      ja: "Backlog のスペースが、このマシンの IP アドレスからのアクセスを許可していません（コード 4）。",
    },
    remedy: {
      en: "Have an administrator of the space allow the address, or connect from a network that is allowed.",
      ja: "スペースの管理者に IP アドレスの許可を依頼するか、許可されたネットワークから接続してください。",
    },
  },
  12: {
    detail: {
      en: "The Backlog space asks everyone for two-factor authentication, and this user has not set it up (code 12).",
      ja: "Backlog のスペースでは二段階認証が必須ですが、このユーザーは設定していません（コード 12）。",
    },
    remedy: {
      en: "Set up two-factor authentication for the Nulab account in a browser, then try again.",
      ja: "ブラウザで Nulab アカウントの二段階認証を設定してから、もう一度お試しください。",
    },
  },
};

const keyRefused = (detail: string): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `Backlog refused the API key (${detail}).`,
      ja: `Backlog が API キーを拒否しました（${detail}）。`,
    },
    remedy: {
      en: "Check ApiKey, and that Url is the very space it was made in: a key of a .jp space does not work at .com.",
      ja: "ApiKey と、Url がキーを登録したスペースであることを確認してください。.jp のスペースのキーは .com では使えません。",
    },
  });

/** `X-RateLimit-Reset` is in seconds since 1970. */
const limitOf = (answer: HttpAnswer, service: string): KeyferryError => {
  const reset = answer.headers["x-ratelimit-reset"];
  if (!reset || !/^\d{9,11}$/.test(reset)) return rateLimited(service, waitAskedBy(answer));
  const time = new Date(Number(reset) * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC");
  const words = { en: ` and takes them again from ${time}`, ja: `（${time} 以降に再開できます）` };
  return rateLimited(service, waitUntil(answer, Number(reset) * 1000), words);
};

const allowanceWords = (headers: HttpAnswer["headers"]): Localised => {
  const { "x-ratelimit-remaining": left, "x-ratelimit-limit": limit } = headers;
  if (!left || !limit || !/^\d{1,9}$/.test(left) || !/^\d{1,9}$/.test(limit)) return untranslated("");
  return {
    en: `; ${left} of ${limit} requests left in this minute`,
    ja: `。この 1 分間の残り要求数は ${left} / ${limit}`,
  };
};
