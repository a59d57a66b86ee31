import { apiTools } from "../engine/connections/api.ts";
import type { Session } from "../engine/connections/session.ts";
import type { HttpAnswer, HttpRequest, Properties, ServiceDefinition, ServiceDriver } from "../engine/kit.ts";
import { judgeTokenAnswer } from "../engine/oauth/verdict.ts";
import { authSchemeOf } from "../shared/property-check.ts";

type Answers = Readonly<Record<string, Partial<HttpAnswer>>>;

/** A driver under test: the API as the engine sees it, and how its token answers are judged. */
export const driverKit = (service: ServiceDefinition, driver: ServiceDriver) => ({
  /** The API with made-up answers by path; `asked` is what left. */
  playing: (properties: Properties, answers: Answers, accessToken = "") => {
    const asked: HttpRequest[] = [];
    const send = async (request: HttpRequest): Promise<HttpAnswer> => {
      asked.push(request);
      return { status: 404, headers: {}, text: "", ...answers[new URL(request.url).pathname] };
    };
    const scheme = authSchemeOf(service, properties);
    const session = {
      service,
      driver,
      scheme,
      http: { send, get: send, sendToken: send },
      ports: { clock: { now: () => 0 } },
    };
    return { tools: apiTools(session as unknown as Session, properties, accessToken), asked };
  },

  /** What the engine makes of a token answer. */
  verdictOf: (status: number, body: unknown) => {
    const answer = { status, headers: {}, text: typeof body === "string" ? body : JSON.stringify(body) };
    return judgeTokenAnswer({ service, driver, host: "token.example", secrets: [] }, answer);
  },
});

/** A good answer with a value as its JSON. */
export const ok = (value: unknown): Partial<HttpAnswer> => ({ status: 200, text: JSON.stringify(value) });
