import type { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";
import type { AuthScheme, Properties } from "../shared/property.ts";
import type { OAuthDefinition, ServiceDefinition } from "../shared/service.ts";
import type { TokenAnswerRow } from "./oauth/token-answers.ts";

/** What a driver may import: the words it shares with the engine. */
export { KeyferryError } from "../shared/errors.ts";
export { type Localised, untranslated } from "../shared/localised.ts";
export type { AuthScheme, Properties } from "../shared/property.ts";
export type { OAuthDefinition, ServiceDefinition } from "../shared/service.ts";
export { parseJson } from "./json.ts";
export { anyNumber, type TokenAnswerRow } from "./oauth/token-answers.ts";
export { tokensIn } from "./oauth/token-fields.ts";
export { rateLimited, serviceUnavailable } from "./passing.ts";
export { presentable } from "./redact.ts";
export { waitAskedBy, waitUntil } from "./retry-after.ts";

/** A request before it leaves. `url` is the service's real address; mapping to a practice provider happens later. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer, read to its end. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The words of the status line, where some services put their error. */
  readonly reason?: string;
  /** When it was read, in milliseconds since 1970. */
  readonly receivedAt?: number;
}

/** What a request proves itself with. */
export interface Credential {
  readonly scheme: AuthScheme;
  /** Empty for schemes without a token. */
  readonly accessToken: string;
  readonly properties: Properties;
}

/** Tokens as the engine keeps them. Times in milliseconds since 1970, lives in seconds. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn?: number;
  readonly issuedAt: number;
  /** What a fresh consent granted, where the service tells. Not kept. */
  readonly grantedScopes?: readonly string[];
}

/** Who a token belongs to, as the service tells it. */
export interface Identity {
  readonly name: string;
  readonly email?: string;
  /** The account, workspace or page that was chosen, where the service has such a thing. */
  readonly account?: string;
}

/** One thing the same sign-in could use instead, offered for `property`. */
export interface AccountChoice {
  readonly value: string;
  readonly label: string;
  readonly suits: boolean;
}

/** What the who-am-I probe learnt. */
export interface WhoAmI {
  readonly identity: Identity;
  /** Properties to keep with the settings where the connection did not set them. */
  readonly discovered: Properties;
  readonly choices?: { readonly property: string; readonly accounts: readonly AccountChoice[] };
}

/** How the last step of a test went. */
export interface AccessReport {
  readonly status: "passed" | "warning";
  readonly detail: Localised;
  readonly remedy?: Localised;
  readonly discovered?: Properties;
}

/** What a driver is handed to do its work with. */
export interface DriverTools {
  readonly service: ServiceDefinition;
  /** The connection's properties, saved ones included. */
  readonly properties: Properties;
  readonly now: () => number;
  /** Sends a request as it is, to its end whoever gives up: for token endpoints with shapes of their own. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
}

/** The same with a token: adds it, and judges the answer by the driver's own rules. */
export interface ApiTools extends DriverTools {
  /**
   * GETs an address relative to the service's API base, or a whole one, and reads its JSON.
   * Throws what `judgeApiAnswer` says of it.
   */
  readonly get: (address: string) => Promise<unknown>;
  readonly request: (request: HttpRequest) => Promise<HttpAnswer>;
}

/** What an answer of the token endpoint means; the words of the service, tags and secrets removed, in `detail`. */
export type TokenVerdict =
  | { readonly kind: "granted"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "grant-ended" | "client-refused" | "redirect-refused" | "refused"; readonly detail: string }
  | { readonly kind: "passing"; readonly error: KeyferryError };

/** What data cannot say about a service. */
export interface ServiceDriver {
  /** Where API paths start, without a slash at the end. */
  readonly apiBase: (properties: Properties) => string;
  /** The OAuth half where it depends on the connection's properties, or must be asked for (discovery). */
  readonly oauth?: (tools: DriverTools) => OAuthDefinition | Promise<OAuthDefinition>;
  /** How the credential travels; `Authorization: Bearer`, or `Basic` of `User` and `Password`, where absent. */
  readonly authorize?: (request: HttpRequest, credential: Credential) => HttpRequest;
  /**
   * What token answers mean that RFC 6749 does not explain: lines of the table of
   * docs/token-answers.md, after what HTTP itself says and before the general ones.
   */
  readonly tokenAnswers?: readonly TokenAnswerRow[];
  /** The part of a token answer's JSON that RFC 6749 means, where it is wrapped. */
  readonly tokenBody?: (json: unknown) => unknown;
  /** What must happen to fresh tokens before they are saved (a second hop, say). */
  readonly afterCodeExchange?: (tools: DriverTools, tokens: TokenSet) => Promise<TokenSet>;
  /** The request that renews, where it is not RFC 6749 section 6. Its answer is judged like any token answer. */
  readonly renewalRequest?: (tools: DriverTools, tokens: TokenSet) => HttpRequest;
  /** Reads what is special in an API answer that failed; undefined leaves it to the general rules. */
  readonly judgeApiAnswer?: (answer: HttpAnswer, service: ServiceDefinition) => KeyferryError | undefined;
  readonly identify: (tools: ApiTools) => Promise<WhoAmI>;
  readonly checkAccess: (tools: ApiTools, who: WhoAmI) => Promise<AccessReport>;
}
