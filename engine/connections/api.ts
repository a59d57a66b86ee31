import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { secretNamesOf } from "../../shared/service.ts";
import { parseJson } from "../json.ts";
import type { ApiTools, Credential, HttpAnswer, HttpRequest } from "../kit.ts";
import { shapeOf, unreadable } from "../oauth/verdict.ts";
import { rateLimited, serviceUnavailable } from "../passing.ts";
import { masked, presentable, withoutSecrets } from "../redact.ts";
import { waitAskedBy } from "../retry-after.ts";
import { driverTools, type Session } from "./session.ts";

/** A service's API as seen with one access token; drivers ask who they are through it. */
export const apiTools = (session: Session, properties: Properties, accessToken: string): ApiTools => {
  const { service, driver } = session;
  const base = driver.apiBase(properties);
  const credential: Credential = { scheme: session.scheme, accessToken, properties };
  const request = (asked: HttpRequest): Promise<HttpAnswer> => {
    const whole = { ...asked, url: /^https?:/.test(asked.url) ? asked.url : base + asked.url };
    const authorized = (driver.authorize ?? standardAuthorization)(whole, credential);
    return authorized.method === "GET" ? session.http.get(authorized) : session.http.send(authorized);
  };
  const get = async (address: string): Promise<unknown> => {
    const answer = await request({ method: "GET", url: address });
    const failure = judgeApiAnswer(session, answer, address, secretsOf(session, properties, accessToken));
    if (failure) throw failure;
    return parseJson(answer.text);
  };
  return { ...driverTools(session, properties), get, request, service };
};

/** `Authorization: Bearer` (RFC 6750 section 2.1), or `Basic` (RFC 7617). */
const standardAuthorization = (request: HttpRequest, { scheme, accessToken, properties }: Credential): HttpRequest => {
  const basic = Buffer.from(`${properties.User ?? ""}:${properties.Password ?? ""}`).toString("base64");
  const authorization = scheme === "Basic" ? `Basic ${basic}` : `Bearer ${accessToken}`;
  return { ...request, headers: { ...request.headers, authorization } };
};

/**
 * Asks a service something through its driver. Drivers read raw answers, so what they throw is masked
 * here: services repeat tokens, keys and headers in their errors.
 */
export const askDriver = async <T>(
  session: Session,
  properties: Properties,
  accessToken: string,
  ask: (driver: Session["driver"], tools: ApiTools) => Promise<T>,
): Promise<T> => {
  try {
    return await ask(session.driver, apiTools(session, properties, accessToken));
  } catch (error) {
    throw withoutSecrets(error, secretsOf(session, properties, accessToken));
  }
};

/** All that must not be shown of a connection: its tokens, and the values of its secret properties. */
export const secretsOf = (session: Session, properties: Properties, accessToken: string): readonly string[] => {
  const { User = "", Password } = properties;
  const basic = Password ? Buffer.from(`${User}:${Password}`).toString("base64") : "";
  const secrets = [...secretNamesOf(session.service)].map((name) => properties[name] ?? "");
  return [accessToken, basic, ...secrets].filter(Boolean);
};

/** An answer without the secrets that went with its request, wherever in it they stand. */
const maskedAnswer = (answer: HttpAnswer, secrets: readonly string[]): HttpAnswer => ({
  ...answer,
  text: masked(answer.text, secrets),
  ...(answer.reason === undefined ? {} : { reason: masked(answer.reason, secrets) }),
  headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, masked(value, secrets)])),
});

/** What an API answer that failed means; undefined where it did not. */
export const judgeApiAnswer = (
  { service, driver }: Session,
  answer: HttpAnswer,
  address: string,
  secrets: readonly string[],
): KeyferryError | undefined => {
  // Services repeat tokens and keys in some of their errors; a driver never sees them.
  const shown = maskedAnswer(answer, secrets);
  const special = driver.judgeApiAnswer?.(shown, service);
  if (special) return special;
  const host = /^https?:/.test(address) ? new URL(address).host : service.name;
  if (answer.status === 429) return rateLimited(service.name, waitAskedBy(answer));
  if (answer.status === 408 || answer.status >= 500) {
    return serviceUnavailable(service.name, answer.status, waitAskedBy(answer));
  }
  const detail = presentable(shown.text) || `HTTP ${answer.status}`;
  if (answer.status === 401) return new KeyferryError("TOKEN_REFUSED", { service: service.name, detail });
  if (answer.status >= 300) {
    return new KeyferryError("SERVICE_REFUSED", { service: service.name, detail: `HTTP ${answer.status}: ${detail}` });
  }
  return parseJson(answer.text) === undefined ? unreadable(service, host, shapeOf(answer)) : undefined;
};
