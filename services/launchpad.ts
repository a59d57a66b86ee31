import {
  type AccountChoice,
  type ApiTools,
  type Identity,
  KeyferryError,
  type Localised,
  type OAuthDefinition,
  type TokenAnswerRow,
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
  readonly withdrawal: Localised;
} = {
  sharing: "single-owner",
  why: {
    en: "37signals does not say whether a refresh token may be used twice, so one machine renews it.",
    ja: "37signals はリフレッシュトークンを繰り返し使えるか明記していないため、1 台のマシンだけがリフレッシュします。",
  },
  source: "https://github.com/basecamp/bc3-api/blob/master/sections/authentication.md",
  // Told by 37signals in issue 98 of basecamp/bc-api.
  withdrawal: {
    en: "Whoever signed in changes the password of their 37signals account. That ends all they ever allowed, in every app and on every machine.",
    ja: "サインインした人が 37signals アカウントのパスワードを変更します。その人が与えた許可は、すべてのアプリとマシンで無効になります。",
  },
};

const issue = (number: number): string => `https://github.com/basecamp/bc-api/issues/${number}`;

/** What Launchpad says instead of RFC 6749's words: its errors are often sentences, with HTML in them. */
export const launchpadTokenAnswers: readonly TokenAnswerRow[] = [
  {
    fields: { error: [/\bauthorization_expired\b/] },
    means: "grant-ended",
    words: ["error"],
    why: "The person changed the password, which ends every grant.",
    source: issue(98),
  },
  {
    fields: { error: [/rekeyed its deadbolt/i] },
    means: "grant-ended",
    words: ["error"],
    why: "The person reset the password.",
    source: issue(199),
  },
  {
    text: /^[^<{]{0,200}rekeyed its deadbolt/i,
    means: "grant-ended",
    why: "The same as a bare text.",
    source: issue(199),
  },
  {
    fields: { error: [/\b(token|code) (expired|could not be verified)\b/i] },
    means: "grant-ended",
    words: ["error"],
    why: "What was presented is too old, or not Launchpad's. A client secret that could not be verified is another thing.",
    source: issue(48),
  },
  {
    text: /^\s*Unknown Basecamp ID\b/i,
    means: "grant-ended",
    why: "The person lost the account; a bare text.",
    source: issue(247),
  },
];

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
