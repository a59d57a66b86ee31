import { type GrantEnd, grantEndOf } from "../tokens/grant-facts.ts";
import type { Watched } from "./watched.ts";

/** The longest time before an end that it is warned of, in milliseconds. */
const longestNotice = 7 * 24 * 60 * 60 * 1000;

/**
 * The end of a grant that comes near and that renewing will not hold off: an age the service sets, a
 * token nothing can renew, or renewals that fail. Undefined where there is none, or it lies behind.
 */
export const comingEnd = ({ place, facts, plan, failures, givenUp }: Watched, now: number): GrantEnd | undefined => {
  const end = facts && grantEndOf(place.service, facts);
  if (!facts || !end || end.at <= now || givenUp) return undefined;
  const begin = end.cause === "grant-age" ? facts.consentedAt : facts.tokens?.issuedAt;
  const notice = Math.min(longestNotice, (end.at - (begin ?? now)) / 4);
  const renewedBefore = plan?.kind === "renew" && end.cause !== "grant-age" && failures === 0;
  const ours = plan?.kind === "renew" || (plan?.kind === "rest" && plan.reason === "not-renewable");
  return ours && !renewedBefore && end.at - now <= notice ? end : undefined;
};
