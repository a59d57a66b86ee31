import type { KeyferryError } from "../../shared/errors.ts";
import type { Forecast } from "../../shared/forecast.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { planOf } from "../schedule/plan.ts";
import type { Trouble } from "../schedule/troubles.ts";
import { type GrantFacts, grantEndOf } from "../tokens/grant-facts.ts";
import { expiryOf } from "../tokens/timing.ts";
import { remedyFor, remedyWhereRenewed } from "./forecast-words.ts";

/**
 * What lies ahead of a grant at `now` (milliseconds since 1970). `trouble` is what this process saw go
 * wrong with its last renewal.
 */
export const forecastOf = (service: ServiceDefinition, facts: GrantFacts, now: number, trouble?: Trouble): Forecast => {
  const plan = planOf(service, facts, now);
  const end = grantEndOf(service, facts);
  const dying = { ...(end ? { diesAt: end.at } : {}), certainty: end?.certainty ?? "unknown" } as const;
  const lapsed = end?.certainty === "known" && end.at <= now;
  if (!facts.tokens || lapsed) return { ...dying, ...plain(service, "ended"), certainty: "known" };
  if (facts.holder === "elsewhere") return { certainty: "unknown", ...plain(service, "elsewhere") };
  if (trouble?.retryAt === undefined && trouble) {
    return { certainty: "known", cause: "ended", remedy: trouble.error.remedy };
  }
  if (trouble) return { ...dying, renewsAt: trouble.retryAt ?? now, cause: "failing", remedy: whyAndWhat(trouble) };
  if (facts.holder === "nobody") return { ...dying, ...plain(service, "unclaimed") };
  const cause = end?.cause ?? (service.grant.sharing === "one-per-login" ? "other-login" : "none");
  return plan.kind === "renew"
    ? { ...dying, renewsAt: plan.renewAt, cause, remedy: remedyWhereRenewed(service, cause) }
    : { ...dying, ...plain(service, cause) };
};

/** Nobody was told why at the time: the reason goes before what to do. */
const whyAndWhat = ({ error: { message, remedy } }: Trouble): Localised => ({
  en: `${message.en} ${remedy.en}`,
  ja: `${message.ja}${remedy.ja}`,
});

/** The same for a token that is used as it was given, and never renewed (`InitiateOAuth=OFF`). */
export const forecastOfGiven = (service: ServiceDefinition, { tokens }: GrantFacts, now: number): Forecast => {
  const expiry = tokens && expiryOf(tokens);
  if (expiry === undefined) return { certainty: "unknown", ...plain(service, "none") };
  return { diesAt: expiry, certainty: "known", ...plain(service, expiry <= now ? "ended" : "access-token") };
};

/** The same for a scheme without tokens: a name and a secret lapse by no date. */
export const forecastOfCredentials: Forecast = {
  certainty: "known",
  cause: "none",
  remedy: {
    en: "Nothing to do: it has no token that lapses.",
    ja: "操作は不要です。期限のあるトークンはありません。",
  },
};

/** The same where the settings cannot be read here, or there are none. */
export const forecastOfFailure = (service: ServiceDefinition | undefined, error: KeyferryError): Forecast =>
  service && error.code === "CONSENT_NEEDED"
    ? { certainty: "known", ...plain(service, "ended") }
    : { certainty: "unknown", cause: "unreadable", remedy: error.toData().remedy };

const plain = (service: ServiceDefinition, cause: Parameters<typeof remedyFor>[1]) => ({
  cause,
  remedy: remedyFor(service, cause),
});
