import { XMLParser } from "fast-xml-parser";
import {
  type AccountChoice,
  type ApiTools,
  type HttpAnswer,
  KeyferryError,
  type Localised,
  type Properties,
  presentable,
  rateLimited,
  type ServiceDriver,
  serviceUnavailable,
  type WhoAmI,
  waitAskedBy,
} from "../../engine/kit.ts";
import { authSchemeOf } from "../../shared/property-check.ts";
import { chosenAccount, type LaunchpadAccount, launchpadTokenAnswers, readSignIn, wrongAccount } from "../launchpad.ts";

/** Where the API of an account is. Only a subdomain will do: the credential must not go to another host. */
const baseOf = (accountId: string): string => {
  if (/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(accountId)) return `https://${accountId.toLowerCase()}.highrisehq.com`;
  const allowed = {
    en: "the subdomain alone, such as example of https://example.highrisehq.com",
    ja: "サブドメインのみ（https://example.highrisehq.com の場合は example）",
  };
  throw new KeyferryError("PROPERTY_VALUE_INVALID", { name: "AccountId", allowed });
};

const isByToken = ({ service, properties }: ApiTools): boolean => authSchemeOf(service, properties) === "APIToken";

export const driver: ServiceDriver = {
  // Until the account is known, Launchpad is all there is to reach.
  apiBase: ({ AccountId }) => (AccountId ? baseOf(AccountId) : "https://launchpad.37signals.com"),

  authorize: (request, { scheme, accessToken, properties }) => {
    const token = Buffer.from(`${properties.APIToken ?? ""}:X`).toString("base64");
    const authorization = scheme === "APIToken" ? `Basic ${token}` : `Bearer ${accessToken}`;
    return { ...request, headers: { ...request.headers, authorization } };
  },

  tokenAnswers: launchpadTokenAnswers,

  judgeApiAnswer: (answer, service) => passingRefusal(answer, service.name),

  identify: (tools) => (isByToken(tools) ? identifyByToken(tools) : identifyByLaunchpad(tools)),

  checkAccess: async (tools, who) => {
    const accountId = accountIdOf({ ...who.discovered, ...tools.properties });
    const accounts = who.choices?.accounts ?? [];
    const listed = accounts.some(({ value, suits }) => value === accountId && suits);
    const mismatch = wrongAccount({ accountId, accounts, product: "Highrise", otherwise: noAccount });
    // Where Launchpad lists other Highrise accounts, or this one as something else, there is no need to try.
    const excluded = !listed && accounts.some(({ value, suits }) => suits || value === accountId);
    if (accountId === undefined || excluded) throw mismatch;
    const account = await readXml(tools, `${baseOf(accountId)}/account.xml`, "account").catch((error: unknown) => {
      const refused = error instanceof KeyferryError && ["TOKEN_REFUSED", "SERVICE_REFUSED"].includes(error.code);
      throw refused && who.choices && !listed ? mismatch : error;
    });
    return { status: "passed", detail: accountWords(account, accountId) };
  },
};

const accountIdOf = ({ AccountId }: Properties): string | undefined => AccountId?.toLowerCase();

const identifyByToken = async (tools: ApiTools): Promise<WhoAmI> => {
  const accountId = accountIdOf(tools.properties) ?? "";
  const me = await readXml(tools, `${baseOf(accountId)}/me.xml`, "user");
  return { identity: { ...personOf(me), account: accountId }, discovered: {} };
};

const identifyByLaunchpad = async (tools: ApiTools): Promise<WhoAmI> => {
  const { person, accounts } = await readSignIn(tools);
  const choices = accounts.map(choiceOf);
  const chosen = chosenAccount(accountIdOf(tools.properties), choices);
  const listed = choices.some(({ value, suits }) => value === chosen && suits);
  const name = accounts.find((each) => subdomainOf(each) === chosen)?.name;
  const me = chosen && listed ? personOf(await readXml(tools, `${baseOf(chosen)}/me.xml`, "user")) : undefined;
  return {
    identity: { ...person, ...me, ...(name ? { account: name } : {}) },
    discovered: chosen ? { AccountId: chosen } : {},
    choices: { property: "AccountId", accounts: choices },
  };
};

/** No page names the product key of Highrise; the address of the API is proof enough. */
const subdomainOf = ({ href }: LaunchpadAccount): string | undefined =>
  /^https?:\/\/([a-z0-9-]+)\.highrisehq\.com(?:[/:]|$)/i.exec(href ?? "")?.[1]?.toLowerCase();

const choiceOf = (account: LaunchpadAccount): AccountChoice => {
  const subdomain = subdomainOf(account);
  return {
    value: subdomain ?? String(account.id),
    label: `${account.name} (${account.product})`,
    suits: subdomain !== undefined,
  };
};

const noAccount: Localised = {
  en: "This sign-in has no such Highrise account: correct AccountId, or sign in as someone who belongs to it.",
  ja: "このサインインには該当する Highrise アカウントがありません。AccountId を修正するか、アカウントに所属するユーザーでサインインしてください。",
};

const personOf = (me: Element): { readonly name: string; readonly email?: string } => ({
  name: me.name || me["email-address"] || "?",
  ...(me["email-address"] ? { email: me["email-address"] } : {}),
});

const accountWords = (account: Element, accountId: string): Localised => {
  const name = account.name || accountId;
  const { plan = "?", "people-count": people = "?" } = account;
  return {
    en: `Account ${name} (plan ${plan}), ${people} contacts.`,
    ja: `アカウント「${name}」（プラン ${plan}）、連絡先 ${people} 件にアクセスできます。`,
  };
};

/** The children of an element that hold nothing but text. */
type Element = Readonly<Record<string, string>>;

/** An element is a few hundred characters; whatever is this long is not what was asked for. */
const maximumLength = 1_000_000;

const parser = new XMLParser({
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  maxNestedTags: 20,
});

const readXml = async (tools: ApiTools, url: string, root: string): Promise<Element> => {
  const raw = await tools.request({ method: "GET", url, headers: { accept: "application/xml" } });
  // `/me.xml` tells the API token in clear: from here on there is none.
  const answer = { ...raw, text: withoutTokens(raw.text) };
  const refusal = refusalOf(answer, tools);
  if (refusal) throw refusal;
  const element = elementOf(answer.text, root);
  if (element) return element;
  const detail = { en: "it is not its XML", ja: "Highrise の XML ではありません" };
  throw new KeyferryError("ANSWER_UNREADABLE", { service: tools.service.name, host: new URL(url).host, detail });
};

/** In steps that never go back: one pattern for it all takes hours for an answer made to that end. */
const withoutTokens = (text: string): string => {
  const [before = "", ...tokens] = text.split(/<token\b/i);
  return before + tokens.map(afterToken).join("");
};

/** What follows a token's element, given what follows its `<token`. */
const afterToken = (text: string): string => {
  const open = text.indexOf(">");
  if (open === -1) return "";
  if (text[open - 1] === "/") return text.slice(open + 1);
  const close = /<\/token\s{0,20}>/i.exec(text);
  return close ? text.slice(close.index + close[0].length) : "";
};

const elementOf = (text: string, root: string): Element | undefined => {
  // A document type is how XML brings entities of its own. Highrise sends none.
  if (text.length > maximumLength || /<!DOCTYPE/i.test(text)) return undefined;
  // The parser takes what is cut short for whole.
  if (!text.trimEnd().endsWith(`</${root}>`)) return undefined;
  const found = parse(text)?.[root];
  if (typeof found !== "object" || found === null) return undefined;
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => (typeof value === "string" ? [[name, plain(value)]] : [])),
  );
};

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    return parser.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** The five entities that XML has by itself, read once. */
const plain = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? "");

/** What a bad answer means. Highrise puts its words into the status line; the body is not told of. */
const refusalOf = (answer: HttpAnswer, tools: ApiTools): KeyferryError | undefined => {
  const { status } = answer;
  const service = tools.service.name;
  if (status < 300) return undefined;
  const passing = passingRefusal(answer, service);
  if (passing) return passing;
  const detail = `HTTP ${status} ${presentable(answer.reason ?? "", [tools.properties.APIToken])}`.trim();
  if (status === 401) {
    return isByToken(tools) ? tokenRefused(detail) : new KeyferryError("TOKEN_REFUSED", { service, detail });
  }
  return status === 408 || status >= 500
    ? serviceUnavailable(service, status, waitAskedBy(answer))
    : new KeyferryError("SERVICE_REFUSED", { service, detail });
};

/** What is the same for every address: throttling, which is 503 here, and redirects. */
const passingRefusal = (answer: HttpAnswer, service: string): KeyferryError | undefined => {
  const { status, headers } = answer;
  const isLimit = status === 429 || (status === 503 && headers["retry-after"] !== undefined);
  if (isLimit) return rateLimited(service, waitAskedBy(answer));
  return status >= 300 && status < 400 ? redirected(status, headers.location ?? "") : undefined;
};

/** Highrise sends https to http and back, by a setting of the account. The credential goes over https alone. */
const redirected = (status: number, location: string): KeyferryError => {
  const target = URL.canParse(location) ? new URL(location).origin : "?";
  return new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `Highrise sends the request on to ${target} (HTTP ${status}). It was not followed, as the credential would go along.`,
      ja: `Highrise が要求を ${target} に転送しようとしました（HTTP ${status}）。認証情報も送られてしまうため、転送には従いませんでした。`,
    },
    remedy: {
      en: "Check AccountId, and have an administrator of the account turn on SSL in its settings.",
      ja: "AccountId を確認し、アカウントの管理者に設定で SSL を有効にするよう依頼してください。",
    },
  });
};

const tokenRefused = (detail: string): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `Highrise refused the API token (${detail}).`,
      ja: `Highrise が API トークンを拒否しました（${detail}）。`,
    },
    remedy: {
      en: "Copy APIToken anew from My Info in Highrise, and check that AccountId is the account it belongs to.",
      ja: "Highrise の「My Info」から APIToken をコピーし直し、AccountId がそのトークンのアカウントであることを確認してください。",
    },
  });
