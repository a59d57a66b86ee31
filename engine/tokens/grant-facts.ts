import type { ServiceDefinition } from "../../shared/service.ts";
import type { SettingsDocument } from "../settings/document.ts";
import { ownershipOf } from "./ownership.ts";
import { expiryOf, type TokenTimes } from "./timing.ts";
import { tokensFromProperties } from "./token-properties.ts";

/** All that planning and forecasting need to know of saved settings. Holds no secret, so it may be kept. */
export interface GrantFacts {
  readonly grantId: string;
  readonly generation: number;
  /**
   * Who renews it. A copyable grant of another machine counts as nobody's: it is renewed here when it
   * is used, and not before, because a renewal makes this machine its owner. One that was handed over
   * is not.
   */
  readonly holder: "here" | "nobody" | "elsewhere";
  /** Absent where nothing is saved to start from. */
  readonly tokens?: TokenTimes & { readonly hasAccess: boolean; readonly hasRefresh: boolean };
  /** Milliseconds since 1970, as far as is known. */
  readonly consentedAt?: number;
}

/** The facts in a settings file, seen from the machine whose recipient is `own`. */
export const factsOf = (
  service: ServiceDefinition,
  { Grant, Properties, ConsentedAt }: SettingsDocument,
  own: string | undefined,
): GrantFacts => {
  const tokens = tokensFromProperties(Properties);
  const ownership = ownershipOf(Grant, own);
  const elsewhere = service.grant.sharing === "copyable" && Grant.HandedOver === undefined ? "nobody" : "elsewhere";
  return {
    grantId: Grant.Id,
    generation: Grant.Generation,
    holder: ownership === "ours" ? "here" : ownership === "unclaimed" ? "nobody" : elsewhere,
    ...(tokens
      ? {
          tokens: {
            issuedAt: tokens.issuedAt,
            ...(tokens.expiresIn === undefined ? {} : { expiresIn: tokens.expiresIn }),
            hasAccess: tokens.accessToken !== "",
            hasRefresh: tokens.refreshToken !== undefined,
          },
        }
      : {}),
    ...(typeof ConsentedAt === "number" && Number.isFinite(ConsentedAt) ? { consentedAt: ConsentedAt } : {}),
  };
};

/** Whether there is something to renew with. */
export const isRenewable = ({ oauth }: ServiceDefinition, { tokens }: GrantFacts): boolean =>
  tokens !== undefined && (oauth.renewal === "access-token" ? tokens.hasAccess : tokens.hasRefresh);

/** The end of a grant that is not renewed any more, and where that is known from. */
export interface GrantEnd {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cause: "access-token" | "idle-grant" | "grant-age";
  readonly certainty: "known" | "estimated";
}

/** When a grant ends if nobody renews it: the first of all ends that are known; undefined where none is. */
export const grantEndOf = (service: ServiceDefinition, facts: GrantFacts): GrantEnd | undefined => {
  const ends = [tokenEnd(service, facts), idleEnd(service, facts), ageEnd(service, facts)];
  return ends.filter((end) => end !== undefined).toSorted((one, other) => one.at - other.at)[0];
};

/** A refresh token outlives the access token; what renews itself, or not at all, ends with it. */
const tokenEnd = (service: ServiceDefinition, facts: GrantFacts): GrantEnd | undefined => {
  const at = facts.tokens && expiryOf(facts.tokens);
  const outlived = service.oauth.renewal === "refresh-token" && isRenewable(service, facts);
  return at === undefined || outlived ? undefined : { at, cause: "access-token", certainty: "known" };
};

/** When the service ends a grant that was not renewed since its tokens were issued. */
export const idleEnd = ({ oauth }: ServiceDefinition, { tokens }: GrantFacts): GrantEnd | undefined =>
  oauth.grantIdleLife !== undefined && tokens?.hasRefresh && tokens.issuedAt > 0
    ? { at: tokens.issuedAt + oauth.grantIdleLife * 1000, cause: "idle-grant", certainty: "estimated" }
    : undefined;

const ageEnd = ({ oauth }: ServiceDefinition, { consentedAt }: GrantFacts): GrantEnd | undefined =>
  oauth.grantMaximumLife !== undefined && consentedAt !== undefined
    ? { at: consentedAt + oauth.grantMaximumLife * 1000, cause: "grant-age", certainty: "estimated" }
    : undefined;
