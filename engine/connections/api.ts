import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { secretMask } from "../../shared/property.ts";
import { parseJson } from "../json.ts";
import type { ApiTools, Credential, HttpAnswer, HttpRequest } from "../kit.ts";
import { passingError } from "../oauth/verdict.ts";
import { presentable } from "../redact.ts";
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
    const failure = judgeApiAnswer(session, answer, address, accessToken);
    if (failure) throw failure;
    return parseJson(answer.text);
  };
  return { ...driverTools(session, properties), get, request, service };
};

/** `Authorization: Bearer` (RFC 6750 section 2.1), or `Basic` (RFC 7617). */
export const standardAuthorization = (
  request: HttpRequest,
  { scheme, accessToken, properties }: Credential,
): HttpRequest => {
  const basic = Buffer.from(`${properties.User ?? ""}:${properties.Password ?? ""}`).toString("base64");
  const authorization = scheme === "Basic" ? `Basic ${basic}` : `Bearer ${accessToken}`;
  return { ...request, headers: { ...request.headers, authorization } };
};

/** What an API answer that failed means; undefined where it did not. */
export const judgeApiAnswer = (
  { service, driver }: Session,
  answer: HttpAnswer,
  address: string,
  accessToken: string,
): KeyferryError | undefined => {
  // Meta repeats the token in some of its errors; a driver never sees it.
  const shown = accessToken === "" ? answer : { ...answer, text: answer.text.replaceAll(accessToken, secretMask) };
  const special = driver.judgeApiAnswer?.(shown, service);
  if (special) return special;
  const host = address.startsWith("https:") ? new URL(address).host : service.name;
  if (answer.status === 429) return passingError("busy", service, answer, host);
  if (answer.status === 408 || answer.status >= 500) return passingError("down", service, answer, host);
  const detail = presentable(answer.text, [accessToken]) || `HTTP ${answer.status}`;
  if (answer.status === 401) return new KeyferryError("TOKEN_REFUSED", { service: service.name, detail });
  if (answer.status >= 300)
    return new KeyferryError("SERVICE_REFUSED", { service: service.name, detail: `HTTP ${answer.status}: ${detail}` });
  return parseJson(answer.text) === undefined ? passingError("unreadable", service, answer, host) : undefined;
};
