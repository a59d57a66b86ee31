import type { KeyferryError } from "../../shared/errors.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import type { Place } from "./place.ts";
import type { Plan } from "./plan.ts";

/** What a scheduler remembers of a place between its rounds. */
export interface Watched {
  place: Place;
  /** Of the settings as they were looked at; undefined: never looked, or look again. */
  stamp: string | undefined;
  /** When it was looked at last, in milliseconds since 1970; undefined: never. */
  lookedAt: number | undefined;
  facts: GrantFacts | undefined;
  plan: Plan | undefined;
  /** Renewals that failed in a row. */
  failures: number;
  /** Nothing is tried until the settings change. */
  givenUp: boolean;
  /** In line for a renewal, or in one. */
  busy: boolean;
  /** The end that was warned of. */
  warnedOf: number | undefined;
  /** Why the settings could not be read. */
  unreadable: KeyferryError | undefined;
}

/** A place that was never looked at. */
export const watch = (place: Place): Watched => ({
  place,
  stamp: undefined,
  lookedAt: undefined,
  facts: undefined,
  plan: undefined,
  failures: 0,
  givenUp: false,
  busy: false,
  warnedOf: undefined,
  unreadable: undefined,
});

/** Whether two looks saw the same tokens of the same grant, and the same machine to renew it. */
export const sameGrant = (one: GrantFacts | undefined, other: GrantFacts | undefined): boolean =>
  one?.grantId === other?.grantId &&
  one?.generation === other?.generation &&
  one?.holder === other?.holder &&
  one?.tokens?.issuedAt === other?.tokens?.issuedAt &&
  one?.tokens?.expiresIn === other?.tokens?.expiresIn;
