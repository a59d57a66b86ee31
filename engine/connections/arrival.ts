import type { Arrival } from "../../shared/connection.ts";
import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { missingProperties } from "../../shared/property-check.ts";
import type { TokenSet } from "../kit.ts";
import { missingScopes } from "../oauth/granted-scopes.ts";
import type { TokenEndpoint } from "../oauth/token-endpoint.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { askAround, type Learnt } from "./discover.ts";
import { effectiveProperties, type Session } from "./session.ts";

/** What a consent brought, and whether the account is another than the one of before. */
interface Looked {
  readonly learnt: Learnt | undefined;
  readonly otherAccount: boolean;
}

/** Asked before a consent is saved; false lets go of it. */
export type OnArrival = (arrival: Arrival) => Promise<boolean>;

/**
 * Looks at what a consent brought before it is saved, and lets a person decide about it where somebody asks.
 * Throws `CONSENT_CANCELLED` where it is let go of; what was saved before stays.
 */
export const lookAtArrival = async (
  session: Session,
  saved: OpenedSettings | undefined,
  { endpoint, tokens }: { readonly endpoint: TokenEndpoint; readonly tokens: TokenSet },
  onArrival: OnArrival | undefined,
): Promise<Looked> => {
  const learnt = await askAround(session, askedWith(session, saved), tokens.accessToken);
  const before = savedAccount(saved);
  const otherAccount = before !== undefined && learnt !== undefined && learnt.account !== before;
  const arrival: Arrival = {
    ...(learnt ? { person: learnt.person, account: learnt.account } : {}),
    ...(otherAccount ? { before } : {}),
    ...(tokens.grantedScopes ? { granted: tokens.grantedScopes } : {}),
    missing: missingScopes(endpoint.service, endpoint.tools.properties, tokens.grantedScopes),
  };
  if (onArrival && !(await onArrival(arrival))) throw new KeyferryError("CONSENT_CANCELLED");
  return { learnt, otherAccount };
};

/** What was learnt of the account of before says nothing of this one: it is left out where it can be. */
const askedWith = (session: Session, saved: OpenedSettings | undefined): Properties =>
  missingProperties(session.service, session.given).length === 0 ? session.given : effectiveProperties(session, saved);

const savedAccount = (saved: OpenedSettings | undefined): string | undefined => {
  const account = saved?.document.Account;
  return typeof account === "string" ? account : undefined;
};
