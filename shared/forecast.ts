import type { Localised } from "./localised.ts";

/**
 * What a connection will end from, or has ended from.
 * - `access-token`: its access token lapses, and only a renewal before that, if any, can keep it.
 * - `idle-grant`: the service ends a grant that is not renewed for long enough.
 * - `grant-age`: the service ends a grant at an age, however often it is renewed.
 * - `other-login`: it ends by no date, but another sign-in with the same app and user ends it.
 * - `failing`: its renewals fail at the moment.
 * - `ended`: it has ended; a person has to consent.
 * - `elsewhere`: another machine renews it.
 * - `unclaimed`: nobody renews it before a machine has used it once.
 * - `unreadable`: its settings cannot be read here.
 * - `none`: nothing known ends it by time.
 */
export type ForecastCause =
  | "access-token"
  | "idle-grant"
  | "grant-age"
  | "other-login"
  | "failing"
  | "ended"
  | "elsewhere"
  | "unclaimed"
  | "unreadable"
  | "none";

/** What lies ahead of a connection. Times in milliseconds since 1970. */
export interface Forecast {
  /** When it is due to be renewed here; absent where it is not renewed here. */
  readonly renewsAt?: number;
  /** When it ends unless it is renewed or consented to before; absent where that cannot be told. */
  readonly diesAt?: number;
  /** How sure `diesAt` is, or that there is none: from the token itself, from the service's documents, or unsaid. */
  readonly certainty: "known" | "estimated" | "unknown";
  readonly cause: ForecastCause;
  /** What to do about it. */
  readonly remedy: Localised;
}

/** A forecast and whose it is. */
export interface ConnectionForecast extends Forecast {
  /** Absent for a settings file that no connection of the list names. */
  readonly id?: string;
  readonly name: string;
  readonly service: string;
  readonly settingsLocation: string;
}

const troubled: readonly ForecastCause[] = ["ended", "unreadable", "failing"];

/** Those that need somebody now come first, then the others by their end; without an end comes last. */
export const byDeath = <T extends Forecast & { readonly name: string }>(forecasts: readonly T[]): readonly T[] =>
  forecasts.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.diesAt ?? Number.MAX_VALUE) - (other.diesAt ?? Number.MAX_VALUE) ||
      one.name.localeCompare(other.name, undefined, { numeric: true }),
  );

const rank = ({ cause }: Forecast): number => (troubled.includes(cause) ? troubled.indexOf(cause) : troubled.length);
