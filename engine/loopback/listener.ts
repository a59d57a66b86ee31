import { lookup } from "node:dns/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { KeyferryError } from "../../shared/errors.ts";
import type { Language } from "../../shared/localised.ts";
import { donePath, type Outcome, resultPage } from "./result-page.ts";

/** A listener for one answer of the browser (RFC 8252 section 7.3). Knows nothing of tokens. */
export interface CallbackListener {
  /** The callback with the port that is really listened on. */
  readonly callbackURL: string;
  /** The parameters of the first answer at the exact path. Never rejects; pending for ever once closed. */
  readonly answer: Promise<URLSearchParams>;
  readonly close: () => Promise<void>;
}

interface ListenOptions {
  /** May another port be taken where this one is in use? */
  readonly anyPort: boolean;
  /** What the person is told in the browser about an answer, before it is judged in full. */
  readonly outcomeOf: (answer: URLSearchParams) => Outcome;
}

const lingerMs = 2000;

/** A browser on this very machine needs none of this: who sends a request drop by drop is let go. */
const limits = { keepAliveTimeout: 1, headersTimeout: 5000, requestTimeout: 5000, connectionsCheckingInterval: 1000 };

/**
 * Listens on every loopback address of the callback's host, exclusively and on one port, before any
 * browser opens. Strays (other paths, methods, second hits) are answered and ignored. Throws
 * `CALLBACK_PORT_TAKEN` or `CALLBACK_URL_UNUSABLE`.
 */
export const listenForCallback = async (callbackURL: string, options: ListenOptions): Promise<CallbackListener> => {
  const callback = new URL(callbackURL);
  const addresses = await loopbackAddresses(callback.hostname);
  const { promise: answer, resolve } = Promise.withResolvers<URLSearchParams>();
  let outcome: Outcome | undefined;
  const donePage = Promise.withResolvers<void>();

  const take = (url: URL, response: ServerResponse) => {
    outcome = options.outcomeOf(url.searchParams);
    // A clean address, so that the code stays neither in the address bar nor in the history.
    response.writeHead(303, { ...commonHeaders, location: donePath }).end();
    resolve(url.searchParams);
  };
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.method === "GET" ? addressOf(request) : undefined;
    const language = languageOf(request);
    if (url?.pathname === donePath && outcome) {
      respond(response, 200, resultPage(outcome, language));
      response.on("close", () => donePage.resolve());
    } else if (!url || !isAnswer(url, callback)) respond(response, 404, resultPage("stray", language));
    else if (outcome) respond(response, 410, resultPage("late", language));
    else take(url, response);
  };

  const servers = await bindAll(addresses, callback, options.anyPort, handle);
  const port = servers.port;
  const listening = new URL(callbackURL);
  listening.port = String(port);
  return {
    callbackURL: servers.moved ? keepShape(callbackURL, listening) : callbackURL,
    answer,
    close: async () => {
      if (outcome) {
        setTimeout(donePage.resolve, lingerMs).unref();
        await donePage.promise;
      }
      await Promise.all(servers.all.map(closeServer));
    },
  };
};

const addressOf = (request: IncomingMessage): URL | undefined => {
  const address = `http://loopback${request.url ?? "/"}`;
  return URL.canParse(address) ? new URL(address) : undefined;
};

const languageOf = (request: IncomingMessage): Language =>
  /^\s*ja\b/i.test(request.headers["accept-language"] ?? "") ? "ja" : "en";

/** The exact path of the callback, with something to judge. */
const isAnswer = (url: URL, callback: URL): boolean =>
  url.pathname === callback.pathname && (url.searchParams.has("code") || url.searchParams.has("error"));

/** `new URL` adds a slash to an empty path; a registered address without one must stay without. */
const keepShape = (original: string, moved: URL): string =>
  original.endsWith("/") || moved.pathname !== "/" ? moved.href : moved.href.replace(/\/$/, "");

/** `localhost` is both families; a literal is itself (RFC 8252 section 8.3 advises the literal). */
const loopbackAddresses = async (hostname: string): Promise<readonly string[]> => {
  if (hostname !== "localhost") return [hostname.replace(/^\[|\]$/g, "")];
  const found = await lookup("localhost", { all: true }).catch(() => []);
  const loopback = found
    .map(({ address }) => address)
    .filter((address) => address === "::1" || address.startsWith("127."));
  return [...new Set(["127.0.0.1", "::1", ...loopback])];
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Bound {
  readonly all: readonly Server[];
  readonly port: number;
  readonly moved: boolean;
}

const bindAll = async (
  addresses: readonly string[],
  callback: URL,
  anyPort: boolean,
  handle: Handler,
): Promise<Bound> => {
  const wanted = Number(callback.port || 80);
  try {
    return { ...(await bindOn(addresses, wanted, handle)), moved: false };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "EADDRINUSE" && anyPort) return { ...(await bindOn(addresses, 0, handle)), moved: true };
    if (code === "EADDRINUSE")
      throw new KeyferryError("CALLBACK_PORT_TAKEN", { port: String(wanted) }, { cause: error });
    throw new KeyferryError("CALLBACK_URL_UNUSABLE", { address: callback.origin, detail: code }, { cause: error });
  }
};

/** One port on all addresses; a family the machine lacks is passed over, as long as one is left. */
const bindOn = async (
  addresses: readonly string[],
  port: number,
  handle: Handler,
): Promise<{ all: readonly Server[]; port: number }> => {
  const all: Server[] = [];
  let chosen = port;
  try {
    for (const address of addresses) {
      const server = await bind(address, chosen, handle);
      if (!server) continue;
      all.push(server);
      const bound = server.address();
      if (typeof bound === "object" && bound) chosen = bound.port;
    }
  } catch (error) {
    await Promise.all(all.map(closeServer));
    throw error;
  }
  if (all.length === 0) throw Object.assign(new Error("no loopback address"), { code: "EADDRNOTAVAIL" });
  return { all, port: chosen };
};

const bind = (host: string, port: number, handle: Handler): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer(limits, handle);
    server.on("error", (error: NodeJS.ErrnoException) =>
      ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(error.code ?? "") ? resolve(undefined) : reject(error),
    );
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => resolve(server));
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const commonHeaders = {
  "cache-control": "no-store",
  connection: "close",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const respond = (
  response: ServerResponse,
  status: number,
  page: { html: string; contentSecurityPolicy: string },
): void => {
  response
    .writeHead(status, {
      ...commonHeaders,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": page.contentSecurityPolicy,
    })
    .end(page.html);
};
