import { randomUUID } from "node:crypto";
import { type Code, type Grant, type Token, unguessable } from "./ledger.ts";
import type { PracticeCall, PracticePerson } from "./service.ts";

/** What a code turned out to be. */
export type Redeemed =
  | { readonly ok: true; readonly grant: Grant }
  | { readonly ok: false; readonly why: "unknown" | "used" | "expired" | "other-app" | "other-redirect" };

/** What a refresh token turned out to be. `refreshToken` is the one to hold from now on. */
export type Renewed =
  | { readonly ok: true; readonly grant: Grant; readonly refreshToken: string }
  | { readonly ok: false; readonly why: "unknown" | "other-app" | "spent" | "expired" | "ended" };

/** What an access token turned out to be. */
export type Presented =
  | { readonly ok: true; readonly token: Token; readonly grant: Grant; readonly person: PracticePerson }
  | { readonly ok: false; readonly why: "missing" | "unknown" | "ended" }
  | { readonly ok: false; readonly why: "expired"; readonly expiredAt: number };

/** The setting `rotation`, as every service with refresh tokens of an unknown kind has it. */
export const rotation = {
  kind: "choice",
  default: "single-use",
  values: ["single-use", "none", "revoke-family"],
  about: {
    en: "Whether a refresh token is used up, and whether using it twice ends the grant.",
    ja: "リフレッシュトークンを 1 回限りとするか、再使用時に許可を取り消すか。",
  },
} as const;

/** Whether something that was given out is good where this request arrived. */
const isGoodHere = (call: PracticeCall, { realm }: Pick<Grant, "realm">): boolean =>
  realm === undefined || realm === call.realm;

/** Makes a code. `lifetime` is in seconds. */
export const issueCode = (
  call: PracticeCall,
  code: Pick<Code, "app" | "person" | "scopes" | "redirectUri">,
  lifetime: number,
): string => {
  const value = unguessable(call.service.prefixes.code, 24);
  call.ledger.put({ code: { ...code, value, realm: call.realm, expiresAt: call.now + lifetime * 1000, used: false } });
  return value;
};

/** Opens a grant with no code before it, as for a person who gave a password. */
export const openGrant = (call: PracticeCall, asked: Pick<Grant, "app" | "person" | "scopes">): Grant => {
  const { app, person, scopes } = asked;
  const grant: Grant = {
    id: randomUUID(),
    app,
    person,
    scopes,
    realm: call.realm,
    createdAt: call.now,
    ended: false,
  };
  call.ledger.put({ grant });
  return grant;
};

/** Turns a code into a grant, once. Plays the fault `expired-code`. */
export const redeemCode = (
  call: PracticeCall,
  asked: { readonly code: string | null; readonly app: string; readonly redirectUri: string | null },
): Redeemed => {
  const code = call.ledger.code(asked.code ?? "");
  if (!code || !isGoodHere(call, code)) return { ok: false, why: "unknown" };
  if (code.used) return { ok: false, why: "used" };
  if (call.takeFault("expired-code") || code.expiresAt <= call.now) return { ok: false, why: "expired" };
  if (code.app !== asked.app) return { ok: false, why: "other-app" };
  if (code.redirectUri !== asked.redirectUri) return { ok: false, why: "other-redirect" };
  call.ledger.put({ code: { ...code, used: true } });
  return { ok: true, grant: openGrant(call, code) };
};

/** Gives out an access token. `lifetime` is in seconds. */
export const issueAccess = (
  call: PracticeCall,
  grant: Grant,
  lifetime: number,
  sort: string | null = null,
  prefix = call.service.prefixes.access,
): Token => {
  call.ledger.forgetOld(call.now);
  return issue(call, { kind: "access", sort, grant: grant.id, expiresAt: call.now + lifetime * 1000 }, prefix);
};

/** Gives out a refresh token, which lives as the setting `refreshTokenLifetime` has it, else as long as its grant. */
export const issueRefresh = (call: PracticeCall, grant: Grant): Token => {
  const lifetime = call.seconds("refreshTokenLifetime");
  const expiresAt = lifetime === null ? null : call.now + lifetime * 1000;
  return issue(call, { kind: "refresh", sort: null, grant: grant.id, expiresAt }, call.service.prefixes.refresh);
};

const issue = (
  call: PracticeCall,
  token: Pick<Token, "kind" | "sort" | "grant" | "expiresAt">,
  prefix: string,
): Token => {
  const issued: Token = { ...token, value: unguessable(prefix, 48), issuedAt: call.now, spent: false };
  call.ledger.put({ token: issued });
  return issued;
};

/**
 * Takes a refresh token for another one, as the service's setting `rotation` has it.
 * Plays the fault `revoked-grant`.
 */
export const renew = (call: PracticeCall, value: string | null, app: string): Renewed => {
  const token = call.ledger.token(value ?? "");
  if (token?.kind !== "refresh") return { ok: false, why: "unknown" };
  if (call.takeFault("revoked-grant")) call.ledger.endGrants(token.grant);
  const grant = call.ledger.grant(token.grant);
  if (!grant || !isGoodHere(call, grant)) return { ok: false, why: "unknown" };
  if (grant.app !== app) return { ok: false, why: "other-app" };
  if (grant.ended) return { ok: false, why: "ended" };
  const way = call.choice("rotation");
  if (token.spent) {
    if (way === "revoke-family") call.ledger.endGrants(grant.id);
    return { ok: false, why: "spent" };
  }
  if (token.expiresAt !== null && token.expiresAt <= call.now) return { ok: false, why: "expired" };
  if (way === "none") return { ok: true, grant, refreshToken: token.value };
  call.ledger.put({ token: { ...token, spent: true } });
  return { ok: true, grant, refreshToken: issueRefresh(call, grant).value };
};

/** Judges an access token. Plays the fault `revoked-grant`. */
export const present = (call: PracticeCall, value: string | null): Presented => {
  if (value === null) return { ok: false, why: "missing" };
  const token = call.ledger.token(value);
  const found = call.ledger.grant(token?.grant ?? "");
  if (token?.kind !== "access" || !found || !isGoodHere(call, found)) return { ok: false, why: "unknown" };
  if (call.takeFault("revoked-grant")) call.ledger.endGrants(token.grant);
  const grant = call.ledger.grant(token.grant);
  const person = call.service.people.find((each) => each.id === grant?.person);
  if (!grant || !person) return { ok: false, why: "unknown" };
  if (grant.ended) return { ok: false, why: "ended" };
  if (token.expiresAt !== null && token.expiresAt <= call.now)
    return { ok: false, why: "expired", expiredAt: token.expiresAt };
  return { ok: true, token, grant, person };
};

/** The lifetime of codes and access tokens, as every service with OAuth has them. */
export const lifetimes = (codeLifetime: number, accessTokenLifetime: number) =>
  ({
    codeLifetime: {
      kind: "seconds",
      default: codeLifetime,
      about: { en: "How long a code is good.", ja: "認可コードの有効期間。" },
    },
    accessTokenLifetime: {
      kind: "seconds",
      default: accessTokenLifetime,
      about: {
        en: "How long the access tokens made from now on are good.",
        ja: "これから発行するアクセストークンの有効期間。",
      },
    },
  }) as const;
