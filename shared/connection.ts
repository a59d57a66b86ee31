import type { Forecast } from "./forecast.ts";
import type { GrantPlace } from "./grant-place.ts";
import type { ExportMode } from "./grant-sharing.ts";
import type { Localised } from "./localised.ts";
import type { Properties } from "./property.ts";
import type { TestInterval } from "./test-schedule.ts";

/** How a connection stands, seen from this machine and without asking the service. */
export type Health =
  /** The access token is good, or can be renewed here. */
  | "good"
  /** Another machine renews the grant. */
  | "elsewhere"
  /** A person has to consent again. */
  | "consent-needed"
  /** The settings file cannot be opened here. */
  | "unreadable";

/** One line of the list of connections. Holds no secret. */
export interface ConnectionSummary {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly createdAt: number;
  readonly health: Health;
  /** What `health` comes from, in words. */
  readonly healthDetail?: Localised;
  /** When the access token lapses, in milliseconds since 1970; renewal happens before by itself. */
  readonly expiresAt?: number;
  /** When it is renewed, and what it ends from. */
  readonly forecast: Forecast;
  /** There is nothing to renew, and so nothing to hand over: an API key or a password is copied as it is. */
  readonly withoutGrant?: true;
  readonly account?: string;
  /** A person's own words to find it by. */
  readonly tags?: readonly string[];
  readonly lastTest?: { readonly at: number; readonly ok: boolean };
  /** How often it is tested by itself, and when next; absent where it is not. */
  readonly schedule?: { readonly every: TestInterval; readonly nextAt: number };
  /** The tests that are remembered, the newest last. */
  readonly tests?: readonly { readonly at: number; readonly ok: boolean; readonly durationMs?: number }[];
}

/** A connection opened in full: its properties, the secret ones shown as `••••`. */
export interface ConnectionDetail extends ConnectionSummary {
  readonly properties: Properties;
  readonly connectionString: string;
  readonly settingsLocation: string;
  readonly grant: {
    readonly id: string;
    readonly generation: number;
    readonly ownedHere: boolean;
    readonly owner: string | null;
    readonly place: GrantPlace;
  };
}

/** What a sign-in could be used for, offered for one property. */
export interface AccountChoices {
  readonly property: string;
  readonly chosen: string | null;
  readonly accounts: readonly { readonly value: string; readonly label: string; readonly suits: boolean }[];
}

/** What a consent brought, before it is saved. Holds no secret. */
export interface Arrival {
  /** Who signed in, and the account it is for. Absent where the service did not tell. */
  readonly person?: string;
  readonly account?: string;
  /** The account that this connection was for until now, where it is another. */
  readonly before?: string;
  /** The scopes that were granted, where the service tells. */
  readonly granted?: readonly string[];
  /** The scopes that were asked for and not granted. */
  readonly missing: readonly string[];
}

/** Whether a person has to decide about it: another account than before, or less than was asked for. */
export const needsDecision = ({ before, missing }: Arrival): boolean => before !== undefined || missing.length > 0;

/** What happens while a connection is made, in order. */
export type ConnectEvent =
  /** The browser was asked to open `url`; `callback` is where the answer will arrive. */
  | {
      readonly type: "consent";
      readonly attempt: string;
      readonly url: string;
      readonly callback: string;
      readonly listening: boolean;
      readonly expiresAt: number;
    }
  | { readonly type: "exchanging" }
  /** Who came back, and with what; where `needsDecision`, `decide` is waited for. */
  | { readonly type: "arrived"; readonly attempt: string; readonly arrival: Arrival }
  | { readonly type: "connected"; readonly connection: ConnectionSummary };

/** What was proved of an exported file before it left. */
export type ExportCheck =
  /** It was opened with the passphrase, and holds what it should. */
  | { readonly how: "passphrase" }
  /** It holds what it should, and as many keys open it as it has receivers; one may be this machine's own, which was tried. */
  | { readonly how: "recipients"; readonly count: number; readonly openedHere: boolean };

/** A settings file made for another machine, and what to do with it there. */
export interface ExportResult {
  /** The file's text: ASCII-armoured age. It can be read only by those it was made for. */
  readonly file: string;
  readonly fileName: string;
  /** The id of the service. */
  readonly service: string;
  readonly mode: ExportMode;
  readonly sealedTo: readonly string[] | "passphrase";
  /** What the receivers are called, in the same order; empty where one has no name. */
  readonly names?: readonly string[];
  readonly checked: ExportCheck;
  /** Whether there is a token to keep fresh; an API key or a password has none. */
  readonly hasTokens: boolean;
  /** Where the service's API is for this connection, as it is asked: at a practice provider where one stands in. */
  readonly apiBase?: string;
  readonly practiceOrigin?: string;
  /** What to set on the server. */
  readonly connectionString: string;
  /** What to type there, in order, with a word on each. */
  readonly commands: readonly { readonly command: string; readonly why: Localised }[];
  readonly warning?: Localised;
}
