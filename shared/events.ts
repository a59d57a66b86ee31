import type { ErrorData } from "./errors.ts";
import type { ForecastCause } from "./forecast.ts";
import type { Localised } from "./localised.ts";
import type { TestStepId } from "./test-report.ts";

/** A connection as events name it. */
export interface ConnectionRef {
  /** Absent for a settings file that no connection of the list names. */
  readonly id?: string;
  readonly name: string;
  readonly service: string;
}

interface AboutConnections {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Those that share the settings in question: one, as a rule. */
  readonly connections: readonly ConnectionRef[];
}

/** What happened by itself, while nobody asked for anything. Holds no secret. */
export type EngineEvent =
  | (AboutConnections & { readonly type: "renewed"; readonly expiresAt?: number; readonly renewsAt?: number })
  /** It is tried again at `retryAt`; what is saved was kept. */
  | (AboutConnections & { readonly type: "renewal-failed"; readonly error: ErrorData; readonly retryAt: number })
  /** The grant has ended; nothing is tried until its settings change. */
  | (AboutConnections & { readonly type: "consent-needed"; readonly error: ErrorData })
  | (AboutConnections & {
      readonly type: "grant-about-to-die";
      readonly diesAt: number;
      readonly cause: ForecastCause;
      readonly remedy: Localised;
    })
  /** A connection was tested, by itself or elsewhere. `news`: it stands otherwise than before, for certain. */
  | (AboutConnections & {
      readonly type: "tested";
      readonly ok: boolean;
      readonly news: boolean;
      /** Which step failed, and why. */
      readonly step?: TestStepId;
      readonly error?: ErrorData;
    })
  /** Somebody else wrote the settings of these connections. */
  | (AboutConnections & { readonly type: "settings-changed" })
  /** A connection was added, removed or changed in the list. */
  | { readonly type: "list-changed"; readonly at: number };
