import {
  type AccountChoice,
  type ApiTools,
  type HttpAnswer,
  type Identity,
  KeyferryError,
  type Localised,
  type OAuthDefinition,
  parseJson,
} from "../engine/kit.ts";

/** The OAuth half of every 37signals product. Old and new parameters go together: no guide tells which a server needs. */
export const launchpadOAuth: OAuthDefinition = {
  authorizationEndpoint: "https://launchpad.37signals.com/authorization/new",
  tokenEndpoint: "https://launchpad.37signals.com/authorization/token",
  authorizationParameters: { type: "web_server" },
  codeParameters: { type: "web_server" },
  refreshParameters: { type: "refresh" },
  pkce: false,
  renewal: "refresh-token",
  defaultExpiresIn: 1_209_600,
  exampleCallbackURL: "http://localhost:33333",
};

/** What happens to a Launchpad grant that two machines hold. */
export const launchpadGrant: {
  readonly sharing: "single-owner";
  readonly why: Localised;
  readonly source: string;
} = {
  sharing: "single-owner",
  why: {
    en: "37signals does not say whether a refresh token may be used twice, so one machine renews it.",
    ja: "37signals はリフレッシュトークンを繰り返し使えるか明記していないため、1 台のマシンだけがリフレッシュします。",
  },
  source: "https://github.com/basecamp/bc3-api/blob/master/sections/authentication.md",
};

/** Sentences that Launchpad sends in place of RFC 6749's `invalid_grant`. */
const endedSentences = /authorization_expired|rekeyed its deadbolt|token expired|could not be verified/i;

/** The same as a bare text: the person lost the account (bc-api#247), or changed the password (bc-api#199). */
const endedTexts = /^\s*(Unknown Basecamp ID\b|[^<{]{0,200}rekeyed its deadbolt)/i;

const endedAnswer = (answer: HttpAnswer, words: string): HttpAnswer => ({
  ...answer,
  text: JSON.stringify({ error: "invalid_grant", error_description: words }),
});

/** Launchpad's token answers in the words of RFC 6749: its errors are often sentences. */
export const standardLaunchpadAnswer = (answer: HttpAnswer): HttpAnswer => {
  if (answer.status < 500 && endedTexts.test(answer.text)) return endedAnswer(answer, answer.text);
  const body = parseJson(answer.text) as Record<string, unknown> | undefined;
  if (typeof body?.error === "string" && answer.status < 500) {
    return endedSentences.test(body.error) ? endedAnswer(answer, body.error) : answer;
  }
  if (typeof body?.access_token !== "string") return answer;
  return { ...answer, text: JSON.stringify({ token_type: "bearer", ...body }) };
};

/** One line of `accounts[]`: an account of any 37signals product. */
export interface LaunchpadAccount {
  readonly product: string;
  readonly id: number | string;
  readonly name: string;
  /** Where its API is. */
  readonly href?: string;
}

/** Who signed in at Launchpad, and all they could use. */
export interface LaunchpadSignIn {
  readonly person: Identity;
  readonly accounts: readonly LaunchpadAccount[];
}

interface AuthorizationAnswer {
  readonly identity?: { readonly first_name?: string; readonly last_name?: string; readonly email_address?: string };
  readonly accounts?: readonly LaunchpadAccount[] | null;
}

/** Asks Launchpad whom the token belongs to. Throws what the API tools throw. */
export const readSignIn = async (tools: ApiTools): Promise<LaunchpadSignIn> => {
  const answer = (await tools.get("https://launchpad.37signals.com/authorization.json")) as AuthorizationAnswer;
  const { first_name, last_name, email_address } = answer.identity ?? {};
  const name = [first_name, last_name].filter(Boolean).join(" ") || (email_address ?? "?");
  return { person: { name, ...(email_address ? { email: email_address } : {}) }, accounts: answer.accounts ?? [] };
};

/** The account a connection is about: the one it names, else the only one that suits. */
export const chosenAccount = (named: string | undefined, accounts: readonly AccountChoice[]): string | undefined => {
  const suitable = accounts.filter(({ suits }) => suits);
  return named ?? (suitable.length === 1 ? suitable[0]?.value : undefined);
};

interface Mismatch {
  readonly accountId: string | undefined;
  readonly accounts: readonly AccountChoice[];
  /** What the account should have been of. */
  readonly product: string;
  /** What to do where no account suits. */
  readonly otherwise: Localised;
}

/** A sign-in works for every 37signals product; only the list of accounts tells whether it fits the connection. */
export const wrongAccount = ({ accountId, accounts, product, otherwise }: Mismatch): KeyferryError => {
  const list = accounts
    .filter(({ suits }) => suits)
    .map(({ value, label }) => `${value} ${label}`)
    .join(", ");
  return new KeyferryError("ACCOUNT_WRONG", {
    detail: reasonOf(accountId, accounts, product),
    remedy: list
      ? { en: `Set AccountId to one of: ${list}.`, ja: `AccountId に次のいずれかを設定してください: ${list}。` }
      : otherwise,
  });
};

const reasonOf = (accountId: string | undefined, accounts: readonly AccountChoice[], product: string): Localised => {
  if (accounts.some(({ value, suits }) => value === accountId && !suits)) {
    return {
      en: `AccountId ${accountId} belongs to another product than ${product}.`,
      ja: `AccountId ${accountId} は ${product} とは別の製品のアカウントです。`,
    };
  }
  return accountId === undefined
    ? {
        en: "AccountId is not set, and there is more than one account, or none.",
        ja: "AccountId が設定されておらず、アカウントを 1 つに特定できません。",
      }
    : {
        en: `This sign-in has no account ${accountId}.`,
        ja: `このサインインにはアカウント ${accountId} がありません。`,
      };
};
