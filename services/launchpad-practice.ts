import {
  authorizeRoutes,
  bearerOf,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  type PracticeCall,
  type PracticeRoute,
  parameterOf,
  present,
  type Reply,
  redeemCode,
  renew,
  rotation,
  text,
} from "../practice/kit.ts";

/** Where everybody signs in to the products of 37signals. */
export const launchpad = "launchpad.37signals.com";

/** An account a person may belong to. `bc3` is Basecamp 3 and 4, `bcx` is Basecamp 2. */
export interface Account {
  readonly product: "bc3" | "bcx" | "highrise";
  readonly id: number;
  readonly name: string;
  /** The first part of the account's own host, where the product has one. */
  readonly subdomain?: string;
  readonly lapsed?: true;
}

export const accounts = {
  bc3: { product: "bc3", id: 1234567, name: "Kumo Design Works" },
  bcx: { product: "bcx", id: 999999999, name: "Kumo Design (Basecamp 2)" },
  other: { product: "bc3", id: 2345678, name: "Harbour Street Studio" },
  highrise: { product: "highrise", id: 345678, name: "Kumo Design Contacts", subdomain: "kumo" },
  /** In nobody's list, but somebody may still have its number. */
  lapsed: { product: "bc3", id: 7777777, name: "Lapsed Trial", lapsed: true },
} as const satisfies Record<string, Account>;

/** A login at Launchpad, which is one for all products. */
export interface Identity {
  readonly id: string;
  readonly identity: number;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly accounts: readonly Account[];
}

/** Made-up people; every address is of a domain that can belong to nobody (RFC 2606). */
export const identities = {
  hana: {
    id: "hana",
    identity: 9007199254,
    name: "Hana Mori",
    firstName: "Hana",
    lastName: "Mori",
    email: "hana@kumo.example",
    accounts: [accounts.bc3, accounts.bcx, accounts.highrise],
  },
  tom: {
    id: "tom",
    identity: 9007199255,
    name: "Tom Okafor",
    firstName: "Tom",
    lastName: "Okafor",
    email: "tom@harbour.example",
    accounts: [accounts.bc3, accounts.other],
  },
  rin: {
    id: "rin",
    identity: 9007199256,
    name: "Rin Abe",
    firstName: "Rin",
    lastName: "Abe",
    email: "rin@nobody.example",
    accounts: [],
  },
} as const satisfies Record<string, Identity>;

/** The person who gave a grant. */
export const identityWith = (id: string): Identity =>
  Object.values(identities).find((identity) => identity.id === id) ?? identities.hana;

interface Product {
  /** The service that plays it. */
  readonly service: string;
  readonly api: (account: Account) => string;
  readonly app: (account: Account) => string;
}

const products: Readonly<Record<Account["product"], Product>> = {
  bc3: {
    service: "basecamp",
    api: ({ id }) => `https://3.basecampapi.com/${id}`,
    app: ({ id }) => `https://3.basecamp.com/${id}`,
  },
  bcx: {
    service: "basecamp",
    api: ({ id }) => `https://basecamp.com/${id}/api/v1`,
    app: ({ id }) => `https://basecamp.com/${id}`,
  },
  highrise: {
    service: "highrise",
    api: ({ subdomain }) => `https://${subdomain}.highrisehq.com`,
    app: ({ subdomain }) => `https://${subdomain}.highrisehq.com`,
  },
};

/** Where the API of an account begins. */
export const rootOf = (account: Account): string => products[account.product].api(account);

/** Where an account is in the browser. */
export const appRootOf = (account: Account): string => products[account.product].app(account);

/** A name, and in parentheses a way to reach whoever made the app. */
const properUserAgent = /^[^\s(][^(]*\(.*(?:@|https?:).*\)/;

/** Answers only those who say who they are, and in words that do not speak of signing in. */
export const introduced =
  (handle: (call: PracticeCall) => Reply) =>
  (call: PracticeCall): Reply =>
    properUserAgent.test(call.request.headers["user-agent"] ?? "")
      ? handle(call)
      : text(400, "Please send a User-Agent header with the name of your application and a link or an e-mail address.");

/** An error of Launchpad: often a whole sentence, with HTML in it. */
const oauthError = (status: number, error: string): Reply => json(status, { error });

export type Signed = Extract<ReturnType<typeof present>, { readonly ok: true }>;

/** Answers those with a good token, and the others as Launchpad and Basecamp do. */
export const signedIn = (call: PracticeCall, handle: (signed: Signed) => Reply): Reply => {
  const presented = present(call, bearerOf(call.request));
  if (presented.ok) return handle(presented);
  const refresh = `<a href="https://${launchpad}/authorization/token?type=refresh">Refresh</a>`;
  return presented.why === "expired"
    ? oauthError(401, `OAuth token expired (old age). ${refresh} it.`)
    : oauthError(401, "OAuth token could not be verified. Please ask the person to authorize the app again.");
};

const tokenAnswer = (call: PracticeCall, grant: Parameters<typeof issueAccess>[1], refreshToken: string): Reply => {
  const lifetime = call.seconds("accessTokenLifetime") ?? 0;
  return json(200, {
    access_token: issueAccess(call, grant, lifetime).value,
    token_type: "Bearer",
    expires_in: lifetime,
    refresh_token: refreshToken,
  });
};

const codeGrant = (call: PracticeCall, app: string): Reply => {
  call.count("code");
  const redirectUri = call.request.form.get("redirect_uri") ?? call.request.query.get("redirect_uri");
  const redeemed = redeemCode(call, { code: parameterOf(call.request, "code"), app, redirectUri });
  if (redeemed.ok) return tokenAnswer(call, redeemed.grant, issueRefresh(call, redeemed.grant).value);
  return oauthError(400, redeemed.why === "other-redirect" ? "redirect_uri_mismatch" : "invalid_grant");
};

const refreshGrant = (call: PracticeCall, app: string): Reply => {
  call.count("refresh");
  const renewed = renew(call, parameterOf(call.request, "refresh_token"), app);
  if (renewed.ok) return tokenAnswer(call, renewed.grant, renewed.refreshToken);
  call.count("refused");
  return oauthError(400, renewed.why === "ended" ? "authorization_expired" : "invalid_grant");
};

const grants: Readonly<Record<string, (call: PracticeCall, app: string) => Reply>> = {
  web_server: codeGrant,
  refresh: refreshGrant,
};

const token = (call: PracticeCall): Reply => {
  const type = parameterOf(call.request, "type");
  const grant = type !== null && Object.hasOwn(grants, type) ? grants[type] : undefined;
  const shown = type === null ? "nil" : JSON.stringify(type);
  if (!grant) return oauthError(400, `Unsupported type: ${shown}. Expected web_server or refresh.`);
  const app = call.app(parameterOf(call.request, "client_id"));
  if (!app || app.OAuthClientSecret !== parameterOf(call.request, "client_secret"))
    return oauthError(401, "invalid_client");
  return grant(call, app.OAuthClientId);
};

const atChicagoTime = (time: number): string => `${new Date(time - 18_000_000).toISOString().slice(0, 19)}-05:00`;

/** Who a token belongs to, with the accounts of all products that are played, whichever app asks. */
const authorization = (call: PracticeCall): Reply =>
  signedIn(call, ({ token: { expiresAt }, person }) => {
    const identity = identityWith(person.id);
    const listed = identity.accounts.filter(({ product }) => call.plays(products[product].service));
    return json(200, {
      expires_at: atChicagoTime(expiresAt ?? 0),
      identity: {
        id: identity.identity,
        first_name: identity.firstName,
        last_name: identity.lastName,
        email_address: identity.email,
      },
      accounts: listed.map((account) => ({
        product: account.product,
        id: account.id,
        name: account.name,
        href: rootOf(account),
        app_href: appRootOf(account),
      })),
    });
  });

/** What Launchpad says when there were too many requests. */
export const launchpadLimited = (_call: PracticeCall, retryAfter: number): Reply =>
  text(429, "Rate limit exceeded.", { "retry-after": String(retryAfter) });

/** The settings of every service behind Launchpad. */
export const launchpadSettings = { ...lifetimes(600, 1_209_600), rotation };

/** The addresses of Launchpad, for the apps of one service. Several services may have them. */
export const launchpadRoutes = (service: string): readonly PracticeRoute[] => [
  ...authorizeRoutes({
    host: launchpad,
    path: /^\/authorization\/new$/,
    denial: { error: "access_denied" },
    unknownApp: "No application is registered with this client_id.",
    unknownRedirect: "Provided redirect_uri is not approved.",
    refuses: ({ request: { query } }) =>
      query.get("type") === "web_server" || query.get("response_type") === "code"
        ? undefined
        : "Unsupported type. Expected web_server.",
    scopesOf: () => [],
    asks: () => [
      {
        en: `Everything you can see and change in ${service}. 37signals has no narrower permissions.`,
        ja: `${service} で閲覧・変更できるすべての内容。37signals には、より狭い権限の区分がありません。`,
      },
    ],
  }),
  { at: "token", method: "POST", host: launchpad, path: /^\/authorization\/token$/, handle: introduced(token) },
  { at: "api", method: "GET", host: launchpad, path: /^\/authorization\.json$/, handle: introduced(authorization) },
];
