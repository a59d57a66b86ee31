import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { controlPrefix, playControl } from "./control.ts";
import { type Reply, redirect, text } from "./reply.ts";
import { readRequest, UnreadableRequest } from "./request.ts";
import { type Answer, playRequest } from "./router.ts";
import type { PracticeService } from "./service.ts";
import { World } from "./world.ts";

export interface PracticeOptions {
  readonly practices: readonly PracticeService[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Answers for the person, so that no consent page is shown. */
  readonly auto?: "approve" | "deny";
  /** Where grants and tokens are kept, so that a connection made yesterday still works. */
  readonly stateFile?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Gets one line a request; no secret is in it. */
  readonly log?: (line: string) => void;
}

export interface PracticeProvider {
  /** Every address of a service, `https://HOST/PATH`, is at `ORIGIN/HOST/PATH`. */
  readonly origin: string;
  /** The address of the control page. */
  readonly control: string;
  readonly close: () => Promise<void>;
}

const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

const answerTo = async (world: World, incoming: IncomingMessage, signal: AbortSignal): Promise<Answer> => {
  // Keeps out pages of the web that have their own name lead to this machine.
  if (!loopbackHost.test(incoming.headers.host ?? "")) return text(403, "The practice provider is on loopback only.");
  const request = await readRequest(incoming);
  if (request.host === "") return redirect(`/${controlPrefix}/`);
  const answer =
    request.host === controlPrefix ? playControl(world, request) : await playRequest(world, request, signal);
  world.save();
  return answer;
};

const failure = (error: unknown): Reply =>
  error instanceof UnreadableRequest
    ? text(400, error.message, { connection: "close" })
    : text(500, `The practice provider itself failed: ${error instanceof Error ? error.message : String(error)}`);

const write = (response: ServerResponse, answer: Answer): void => {
  if (answer === "drop") response.destroy();
  else {
    const headers = { ...answer.headers, "content-length": Buffer.byteLength(answer.body) };
    const head =
      answer.reason === undefined
        ? response.writeHead(answer.status, headers)
        : response.writeHead(answer.status, answer.reason, headers);
    head.end(answer.body);
  }
};

const logLine = (incoming: IncomingMessage, answer: Answer): string =>
  `${incoming.method} ${(incoming.url ?? "").split("?")[0]} ${answer === "drop" ? "dropped" : answer.status}`;

/** Starts a practice provider on 127.0.0.1. Rejects where the port is taken or the state file cannot be read. */
export const startPractice = async (options: PracticeOptions): Promise<PracticeProvider> => {
  const { practices, port = 0, auto = null, stateFile, now = Date.now, log } = options;
  const world = new World({ practices, auto, stateFile, now });
  const closing = new AbortController();
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerTo(world, incoming, closing.signal).catch(failure);
    log?.(logLine(incoming, answer));
    write(response, answer);
  };
  const server = createServer((incoming, response) => void serve(incoming, response));
  const bound = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
  const origin = `http://127.0.0.1:${bound}`;
  const close = async (): Promise<void> => {
    closing.abort();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { origin, control: `${origin}/${controlPrefix}/`, close };
};
