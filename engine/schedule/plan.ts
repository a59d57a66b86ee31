import type { ServiceDefinition } from "../../shared/service.ts";
import { type GrantFacts, idleEnd, isRenewable } from "../tokens/grant-facts.ts";
import { expiryOf, isFromTheFuture, renewableFrom, renewalDueAt } from "../tokens/timing.ts";
import { spreadOf } from "./spread.ts";

/**
 * When this machine renews a grant, and why then; or why it does not.
 * - `expiry`: the access token is due, by the formula of `renewalDueAt`.
 * - `keep-alive`: the access token is good, but the grant would lapse from not being renewed.
 * - `unknown-expiry`: when the access token lapses cannot be told, or there is none.
 * - `clock`: the token looks issued in the future, so its age cannot be told.
 */
export type Plan =
  | {
      readonly kind: "renew";
      /** Milliseconds since 1970; never later than `due`. */
      readonly renewAt: number;
      readonly due: number;
      readonly reason: "expiry" | "keep-alive" | "unknown-expiry" | "clock";
    }
  | { readonly kind: "rest"; readonly reason: "nothing-saved" | "unclaimed" | "elsewhere" | "not-renewable" };

/** How much of the time between due and end is given to spreading renewals. */
const spreadShare = 0.1;

/** The longest time that a grant is renewed before it would lapse from not being renewed. */
const keepAliveAheadMs = 7 * 24 * 60 * 60 * 1000;

/** The plan for one grant. Pure: the same facts at the same time give the same plan, in every process. */
export const planOf = (service: ServiceDefinition, facts: GrantFacts, now: number): Plan => {
  const { tokens, holder } = facts;
  if (!tokens) return { kind: "rest", reason: "nothing-saved" };
  if (holder !== "here") return { kind: "rest", reason: holder === "nobody" ? "unclaimed" : "elsewhere" };
  if (!isRenewable(service, facts)) return { kind: "rest", reason: "not-renewable" };
  if (isFromTheFuture(tokens, now)) return { kind: "renew", renewAt: now, due: now, reason: "clock" };
  const due = renewalDueAt(service, tokens);
  const expiry = expiryOf(tokens);
  if (due === undefined || expiry === undefined || !tokens.hasAccess) {
    return { kind: "renew", renewAt: now, due: now, reason: "unknown-expiry" };
  }
  const idle = idleEnd(service, facts)?.at;
  const keepAlive = idle === undefined ? undefined : idle - Math.min(keepAliveAheadMs, (idle - tokens.issuedAt) / 2);
  if (idle !== undefined && keepAlive !== undefined && keepAlive < due) {
    return { kind: "renew", renewAt: earlier(facts, keepAlive, idle), due: keepAlive, reason: "keep-alive" };
  }
  const allowed = renewableFrom(service, tokens);
  const renewAt = Math.min(due, Math.max(allowed, earlier(facts, due, expiry)));
  return { kind: "renew", renewAt, due, reason: "expiry" };
};

/** A moment before `due` that is each grant's own, so that many made at once are not renewed at once. */
const earlier = ({ grantId }: GrantFacts, due: number, end: number): number =>
  due - spreadOf(grantId) * spreadShare * Math.max(0, end - due);
