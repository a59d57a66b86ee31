import type { ConnectOptions, Engine, Target } from "../engine/index.ts";
import { formatConnectionString } from "../shared/connection-string/format.ts";
import { asKeyferryError, type KeyferryError } from "../shared/errors.ts";
import type { TestReport } from "../shared/test-report.ts";
import { compose } from "./compose.ts";
import { notClaimedText } from "./output.ts";
import { reportDocument } from "./report-document.ts";

export { KeyferryError } from "../shared/errors.ts";

type Values = Readonly<Record<string, string>>;
type Procedure = (inputs?: Values) => Promise<Values>;

/** A connection of a program: what the command does, as functions. */
export interface Connection {
  /** The staged test. Never throws for what is wrong with the connection: the report says it. */
  readonly test: () => Promise<ReturnType<typeof reportDocument>>;
  /** The access token, renewed where it must be. */
  readonly accessToken: () => Promise<string>;
  /**
   * Asks the service's API. `path` is relative to the API base of the connection; the credential is
   * added, and a token that the service refuses is renewed once. Every answer is returned, of
   * whatever status.
   */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly procedures: {
    readonly GetOAuthAuthorizationURL: Procedure;
    readonly GetOAuthAccessToken: Procedure;
    readonly RefreshOAuthAccessToken: Procedure;
  };
  /** Ends what is still waiting for a person. Nothing can be asked after it. */
  readonly close: () => Promise<void>;
}

/**
 * Connects a service, as `keyferry connect` does: uses what is saved, starts from what the string
 * gives, and under `GETANDREFRESH` opens the browser where consent is needed.
 * Throws KeyferryError with the stable `code` and `remedy` of the command.
 */
export const connect = async (service: string, connectionString: string | Values): Promise<Connection> => {
  const { engine } = await compose(process.env, { program: "library" });
  const text = typeof connectionString === "string" ? connectionString : formatConnectionString(connectionString);
  const closing = new AbortController();
  const options: ConnectOptions = {
    signal: closing.signal,
    openBrowser: true,
    onWaiting: ({ url }) => process.stderr.write(`Open this address: ${url}\n`),
    onExchanging: () => {},
  };
  const target: Target = { service, connectionString: text };
  await told(() => engine.ready(target, options));
  const warn = warnOnce();
  const procedure =
    (name: string): Procedure =>
    (inputs = {}) =>
      told(() => engine.call(service, name, text, inputs, options));
  return {
    test: () => told(async () => reportDocument(await reportOf(engine, target, options))),
    accessToken: async () => {
      const { tokens, notClaimed } = await told(() => engine.token(target, options));
      warn(notClaimed);
      return tokens.accessToken;
    },
    fetch: (path, init = {}) => told(() => fetchThrough(engine, target, options, path, init, warn)),
    procedures: {
      GetOAuthAuthorizationURL: procedure("GetOAuthAuthorizationURL"),
      GetOAuthAccessToken: procedure("GetOAuthAccessToken"),
      RefreshOAuthAccessToken: procedure("RefreshOAuthAccessToken"),
    },
    close: async () => closing.abort(),
  };
};

/** What can be connected, as data: the same as `keyferry services --json`. */
export const services = async (): Promise<readonly unknown[]> => {
  const [{ engine }, { serviceDocument }] = await Promise.all([compose(process.env), import("./service-document.ts")]);
  return engine.services.map((service) => serviceDocument(service, engine.hasEmbeddedApp(service.id)));
};

/** One class of errors, surprises included. */
const told = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asKeyferryError(error);
  }
};

/** A file that nobody owns and that cannot be written goes on being used as it is; a program is warned of it once. */
const warnOnce = () => {
  let warned = false;
  return (why: KeyferryError | undefined): void => {
    if (!why || warned) return;
    warned = true;
    process.emitWarning(notClaimedText(why), { type: "KeyferryWarning", code: why.code });
  };
};

const reportOf = async (engine: Engine, target: Target, options: ConnectOptions): Promise<TestReport> => {
  const run = engine.test(target, options);
  for (;;) {
    const { value, done } = await run.next();
    if (done) return value.report;
  }
};

const fetchThrough = async (
  engine: Engine,
  target: Target,
  options: ConnectOptions,
  path: string,
  init: RequestInit,
  warn: (why: KeyferryError | undefined) => void,
): Promise<Response> => {
  const asked = new Request("https://api.invalid/", {
    ...init,
    ...(init.body ? { duplex: "half" } : {}),
  } as RequestInit);
  const body = init.body === undefined || init.body === null ? undefined : await asked.text();
  const answer = await engine.request(
    target,
    {
      method: asked.method as "GET",
      path,
      headers: Object.fromEntries(asked.headers),
      ...(body === undefined ? {} : { body }),
    },
    options,
  );
  warn(answer.notClaimed);
  const empty = [204, 205, 304].includes(answer.status);
  return new Response(empty ? null : answer.text, { status: answer.status, headers: answer.headers });
};
