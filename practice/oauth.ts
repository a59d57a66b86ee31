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
  | { readonly ok: false; readonly why: "unknown" | "other-app" | "spent" | "ended" };

/** What an access token turned out to be. */
export type Presented =
  | { readonly ok: true; readonly token: Token; readonly grant: Grant; readonly person: PracticePerson }
  | { readonly ok: false; readonly why: "missing" | "unknown" | "ended" }
  | { readonly ok: false; readonly why: "expired"; readonly expiredAt: number };

/** The three ways of services with a refresh token that is used again. */
export const rotations = ["single-use", "none", "revoke-family"] as const;

/** Makes a code. `lifetime` is in seconds. */
export const issueCode = (
  call: PracticeCall,
  code: Pick<Code, "app" | "person" | "scopes" | "redirectUri">,
  lifetime: number,
): string => {
  const value = unguessable(call.service.prefixes.code, 24);
  call.ledger.put({ code: { ...code, value, expiresAt: call.now + lifetime * 1000, used: false } });
  return value;
};

/** Turns a code into a grant, once. Plays the fault `expired-code`. */
export const redeemCode = (
  call: PracticeCall,
  asked: { readonly code: string | null; readonly app: string; readonly redirectUri: string | null },
): Redeemed => {
  const code = call.ledger.code(asked.code ?? "");
  if (!code) return { ok: false, why: "unknown" };
  if (code.used) return { ok: false, why: "used" };
  if (call.takeFault("expired-code") || code.expiresAt <= call.now) return { ok: false, why: "expired" };
  if (code.app !== asked.app) return { ok: false, why: "other-app" };
  if (code.redirectUri !== asked.redirectUri) return { ok: false, why: "other-redirect" };
  const { app, person, scopes } = code;
  const grant: Grant = { id: randomUUID(), app, person, scopes, createdAt: call.now, ended: false };
  call.ledger.put({ code: { ...code, used: true } });
  call.ledger.put({ grant });
  return { ok: true, grant };
};

/** Gives out an access token. `lifetime` is in seconds. */
export const issueAccess = (call: PracticeCall, grant: Grant, lifetime: number, sort: string | null = null): Token => {
  call.ledger.forgetOld(call.now);
  return issue(call, { kind: "access", sort, grant: grant.id, expiresAt: call.now + lifetime * 1000 });
};

/** Gives out a refresh token, which lives as long as its grant. */
export const issueRefresh = (call: PracticeCall, grant: Grant): Token =>
  issue(call, { kind: "refresh", sort: null, grant: grant.id, expiresAt: null });

const issue = (call: PracticeCall, token: Pick<Token, "kind" | "sort" | "grant" | "expiresAt">): Token => {
  const issued: Token = {
    ...token,
    value: unguessable(call.service.prefixes[token.kind], 48),
    issuedAt: call.now,
    spent: false,
  };
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
  if (!grant) return { ok: false, why: "unknown" };
  if (grant.app !== app) return { ok: false, why: "other-app" };
  if (grant.ended) return { ok: false, why: "ended" };
  const rotation = call.choice("rotation");
  if (token.spent) {
    if (rotation === "revoke-family") call.ledger.endGrants(grant.id);
    return { ok: false, why: "spent" };
  }
  if (rotation === "none") return { ok: true, grant, refreshToken: token.value };
  call.ledger.put({ token: { ...token, spent: true } });
  return { ok: true, grant, refreshToken: issueRefresh(call, grant).value };
};

/** Judges an access token. Plays the fault `revoked-grant`. */
export const present = (call: PracticeCall, value: string | null): Presented => {
  if (value === null) return { ok: false, why: "missing" };
  const token = call.ledger.token(value);
  if (token?.kind !== "access") return { ok: false, why: "unknown" };
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
    codeLifetime: { kind: "seconds", default: codeLifetime },
    accessTokenLifetime: { kind: "seconds", default: accessTokenLifetime },
  }) as const;
