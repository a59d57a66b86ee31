import { KeyferryError } from "../../shared/errors.ts";
import type { HttpAnswer, HttpRequest } from "../kit.ts";
import { type Acquired, acquireToken, propertiesOfAcquired } from "../tokens/acquire.ts";
import { renewSaved } from "../tokens/renew.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { apiTools, judgeApiAnswer, secretsOf } from "./api.ts";
import type { Session } from "./session.ts";

/** A request to a service's API as a person writes it: the path is relative to the API base. */
export interface ApiRequest {
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What an API answered. */
export interface ApiAnswer extends HttpAnswer {
  /** Why a file that nobody owns could not be made this machine's own. */
  readonly notClaimed?: KeyferryError;
}

/**
 * Asks a service's API with the connection's credential. A token that the service refuses is renewed
 * once, where it can be, and the request sent again. Every answer is returned as it came, of whatever
 * status. Throws `USAGE` for a path that leaves the API, and whatever getting a token throws.
 */
export const requestApi = async (session: Session, request: ApiRequest): Promise<ApiAnswer> => {
  const acquired = await acquireToken(session, "use");
  const answer = await askOnceMore(session, acquired, request);
  return acquired.notClaimed ? { ...answer, notClaimed: acquired.notClaimed } : answer;
};

const askOnceMore = async (session: Session, acquired: Acquired, request: ApiRequest): Promise<HttpAnswer> => {
  const answer = await send(session, acquired, request);
  const refused =
    judgeApiAnswer(
      session,
      answer,
      request.path,
      secretsOf(session, propertiesOfAcquired(session, acquired), acquired.tokens.accessToken),
    )?.code === "TOKEN_REFUSED";
  if (!refused || !acquired.settings || acquired.how === "credentials" || acquired.how === "given") return answer;
  const settings = await renewSaved(session, { refused: acquired.tokens.accessToken });
  const tokens = tokensFromProperties(settings.document.Properties);
  return tokens ? send(session, { tokens, settings, how: "renewed" }, request) : answer;
};

const send = (session: Session, acquired: Acquired, { path, ...request }: ApiRequest): Promise<HttpAnswer> => {
  const properties = propertiesOfAcquired(session, acquired);
  const url = addressOf(session.driver.apiBase(properties), path);
  return apiTools(session, properties, acquired.tokens.accessToken).request({ ...request, url });
};

/** The credential goes nowhere but to the service's own API. */
const addressOf = (base: string, path: string): string => {
  const whole = /^https?:/i.test(path) ? path : `${base}${path.startsWith("/") ? "" : "/"}${path}`;
  if (!URL.canParse(whole) || new URL(whole).origin !== new URL(base).origin) {
    throw new KeyferryError("USAGE", {
      detail: "The path must stay within the service's API, such as /projects.json.",
    });
  }
  return whole;
};
