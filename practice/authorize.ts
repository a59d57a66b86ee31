import type { Localised } from "../shared/localised.ts";
import { type OAuthApp, takesRedirect } from "./apps.ts";
import { consentPage, refusalPage } from "./consent-page.ts";
import { issueCode } from "./oauth.ts";
import { type Reply, redirect } from "./reply.ts";
import type { PracticeCall, PracticeRoute } from "./service.ts";

/** What is special about a service's authorization address. */
export interface AuthorizePlay {
  readonly host: string | RegExp;
  readonly path: RegExp;
  /** The parameters the browser brings back when a person denies. */
  readonly denial: Readonly<Record<string, string>>;
  /** What the service hangs on the address it sends the browser back to. */
  readonly tail?: string;
  /** The service's words for an app it does not know and a callback it does not take. */
  readonly unknownApp: string;
  readonly unknownRedirect: string;
  /** A sentence where the service refuses the request for another reason. */
  readonly refuses?: (call: PracticeCall) => string | undefined;
  readonly scopesOf: (call: PracticeCall) => readonly string[];
  /** What the consent page says the app asks for. */
  readonly asks: (scopes: readonly string[]) => readonly Localised[];
}

interface Asked {
  readonly app: OAuthApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

const readAsked = (call: PracticeCall, play: AuthorizePlay): Asked | string => {
  const { query } = call.request;
  const app = call.app(query.get("client_id"));
  if (!app) return play.unknownApp;
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!takesRedirect(app, redirectUri)) return play.unknownRedirect;
  return play.refuses?.(call) ?? { app, redirectUri, scopes: play.scopesOf(call) };
};

const decide = (call: PracticeCall, play: AuthorizePlay, asked: Asked, allowed: boolean, person: string): Reply => {
  const state = call.request.query.get("state");
  const returned = call.takeFault("wrong-state", "authorize") ? `not-${state ?? ""}` : state;
  const answer = (parameters: Readonly<Record<string, string>>): Reply =>
    redirect(asked.redirectUri, returned === null ? parameters : { ...parameters, state: returned }, play.tail);
  if (call.takeFault("deny", "authorize") || !allowed) return answer(play.denial);
  const lifetime = call.takeFault("expired-code", "authorize") ? 0 : (call.seconds("codeLifetime") ?? 0);
  const { app, redirectUri, scopes } = asked;
  return answer({ code: issueCode(call, { app: app.OAuthClientId, person, scopes, redirectUri }, lifetime) });
};

const isOwnForm = (call: PracticeCall): boolean => {
  const { origin, host } = call.request.headers;
  return origin === undefined || origin === `http://${host}`;
};

/** The authorization address of a service: the consent page, and what its form is sent to. */
export const authorizeRoutes = (play: AuthorizePlay): readonly PracticeRoute[] => [
  {
    at: "authorize",
    method: "GET",
    host: play.host,
    path: play.path,
    handle: (call) => {
      const asked = readAsked(call, play);
      if (typeof asked === "string") return refusalPage(call, asked);
      if (call.auto === null) return consentPage(call, asked.app, asked.redirectUri, play.asks(asked.scopes));
      return decide(call, play, asked, call.auto === "approve", call.choice("person"));
    },
  },
  {
    at: "consent",
    method: "POST",
    host: play.host,
    path: play.path,
    handle: (call) => {
      const asked = readAsked(call, play);
      if (typeof asked === "string") return refusalPage(call, asked);
      const { form } = call.request;
      const person = call.service.people.find((each) => each.id === form.get("person"));
      if (!person || !isOwnForm(call)) return refusalPage(call, "This form did not come from the consent page.");
      return decide(call, play, asked, form.get("decision") === "allow", person.id);
    },
  },
];
