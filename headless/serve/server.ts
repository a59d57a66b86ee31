import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { RPCHandler } from "@orpc/server/node";
import { type Backend, createRouter } from "../../bridge/router.ts";
import { safetyHeaders } from "../../bridge/screen-files.ts";
import { createAccess } from "./access.ts";
import { sendScreen } from "./screens.ts";

/** The screens on loopback. */
export interface ServedScreens {
  /** Where to go, the one-time token included. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const refusals = {
  "foreign-host": "This address is not served here. Use the address that `keyferry serve` printed.",
  "foreign-origin": "Requests from other pages are refused.",
  "not-admitted": "Open the address that `keyferry serve` printed: it holds the key to these screens.",
  "token-used": "This address was used already, and is good once. Run `keyferry serve` again for a new one.",
} as const;

/** Serves the screens and their calls on 127.0.0.1 alone. Rejects with Node's error where the port is taken. */
export const serveScreens = async (backend: Backend, folder: string, port = 0): Promise<ServedScreens> => {
  const rpc = new RPCHandler(createRouter(backend));
  let bound = 0;
  const access = createAccess(() => bound);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = `http://127.0.0.1${request.url ?? "/"}`;
    if (!URL.canParse(address)) return refuse(response, 404, "There is nothing at this address.");
    const url = new URL(address);
    const verdict = access.judge(request, url);
    if (verdict.kind === "refused") {
      return refuse(response, verdict.status, refusals[verdict.reason]);
    }
    if (verdict.kind === "admitted") {
      response
        .writeHead(303, {
          ...safetyHeaders(),
          "set-cookie": verdict.cookie,
          location: "/",
          "cache-control": "no-store",
        })
        .end();
      return;
    }
    if (url.pathname.startsWith("/rpc/")) {
      const { matched } = await rpc.handle(request, response, { prefix: "/rpc", context: {} });
      if (!matched) refuse(response, 404, "There is no such call.");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD")
      return refuse(response, 405, "Only GET is answered here.");
    await sendScreen(folder, url.pathname, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      backend.onSurprise(error instanceof Error ? error : new Error("unknown"));
      if (!response.headersSent) refuse(response, 500, "Something unexpected happened.");
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, resolve);
  });
  const found = server.address();
  bound = typeof found === "object" && found ? found.port : port;
  return {
    address: `http://127.0.0.1:${bound}/?token=${access.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const refuse = (response: ServerResponse, status: number, text: string): void => {
  response
    .writeHead(status, { ...safetyHeaders(), "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(`${text}\n`);
};
