import type { Localised } from "../shared/localised.ts";
import type { AuthScheme, Properties } from "../shared/property.ts";
import type { OAuthApp } from "./apps.ts";
import type { Endpoint } from "./endpoint.ts";
import type { FaultKind } from "./faults.ts";
import type { Ledger } from "./ledger.ts";
import type { Reply } from "./reply.ts";
import type { PracticeRequest } from "./request.ts";

/** What a setting may be. `null` seconds mean that the service decides by itself. */
export type SettingRule = (
  | { readonly kind: "seconds"; readonly default: number | null }
  | { readonly kind: "count"; readonly default: number }
  | { readonly kind: "choice"; readonly default: string; readonly values: readonly string[] }
) & {
  /** What it is for, on the control page. */
  readonly about?: Localised;
};

/** A made-up person who can be signed in on the consent page. */
export interface PracticePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What is special about trying this person. */
  readonly note: Localised;
}

/** One address of a service. Named groups of `path` reach the handler as `call.groups`. */
export interface PracticeRoute {
  readonly at: Endpoint;
  readonly method: "GET" | "POST";
  /** A pattern where the service has a host per customer. */
  readonly host: string | RegExp;
  readonly path: RegExp;
  readonly handle: (call: PracticeCall) => Reply;
}

/** All that practising with a service takes: one value in the service's own folder. */
export interface PracticeService {
  readonly id: string;
  readonly name: string;
  /** The native one is the embedded app; a service may have none. */
  readonly apps: readonly OAuthApp[];
  /** The first one is signed in unless another is chosen. */
  readonly people: readonly [PracticePerson, ...PracticePerson[]];
  /** What the service's tokens and codes begin with. */
  readonly prefixes: Readonly<Record<"access" | "refresh" | "code", string>>;
  readonly settings: Readonly<Record<string, SettingRule>>;
  /** For each way in, the properties with which it works here; OAuth apps are added by whoever tries. */
  readonly samples: Readonly<Partial<Record<AuthScheme, Properties>>>;
  /**
   * Which part of the service a request is for, where what one part gives out is not good in another:
   * a customer's own host, or one of two products. Without it everything is good everywhere.
   */
  readonly realmOf?: (request: PracticeRequest) => string;
  /** What the service says when there were too many requests. */
  readonly rateLimited: (call: PracticeCall, retryAfter: number) => Reply;
  readonly routes: readonly PracticeRoute[];
}

/** One request on its way through a route. */
export interface PracticeCall {
  readonly request: PracticeRequest;
  readonly at: Endpoint;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly service: PracticeService;
  /** What the service's `realmOf` says of the request. */
  readonly realm: string | undefined;
  readonly ledger: Ledger;
  /** Milliseconds since 1970, by the provider's own clock. */
  readonly now: number;
  /** Set where nobody is asked for consent. */
  readonly auto: "approve" | "deny" | null;
  /** Whether the provider plays the service with this id as well. */
  readonly plays: (service: string) => boolean;
  /** The app with this client id, or undefined; one of another realm is not known here. */
  readonly app: (clientId: string | null) => OAuthApp | undefined;
  /** The value of a setting of kind `seconds`; null where it is left open. */
  readonly seconds: (setting: string) => number | null;
  /** The value of a setting of kind `count`. */
  readonly amount: (setting: string) => number;
  /** The value of a setting of kind `choice`. */
  readonly choice: (setting: string) => string;
  /** Counts one more of something only the handler can tell, such as a renewal. */
  readonly count: (what: string) => void;
  /** Uses up one fault of this kind set for this place, and says whether there was one. */
  readonly takeFault: (kind: FaultKind, at?: Endpoint) => boolean;
}
