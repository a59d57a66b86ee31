import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A token endpoint whose refresh tokens are good once, and where using one twice may end them all. */
export interface StrictServer {
  readonly origin: string;
  readonly renewals: () => number;
  /** Requests that showed a token which was no longer good. */
  readonly refusals: () => number;
  /** Whether the grant is over. */
  readonly ended: () => boolean;
  readonly close: () => void;
}

/** How long it takes to answer, as a service on the internet would. */
const latencyMs = 100;

/** Starts one. Its first refresh token is `first`; `revoke` ends the grant at the first reuse. */
export const startStrictServer = async (first: string, revoke: boolean): Promise<StrictServer> => {
  let [renewals, refusals, ended, current] = [0, 0, false, first];
  const renew = (presented: string | null, response: ServerResponse): void => {
    if (ended || presented !== current) {
      refusals++;
      ended ||= revoke;
      response.writeHead(400).end('{"error":"invalid_grant"}');
      return;
    }
    current = `refresh-${++renewals}`;
    const answer = {
      access_token: `access-${renewals}`,
      refresh_token: current,
      token_type: "bearer",
      expires_in: 3600,
    };
    response.end(JSON.stringify(answer));
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    await sleep(latencyMs);
    response.setHeader("content-type", "application/json");
    if (request.method === "POST") renew(new URLSearchParams(body).get("refresh_token"), response);
    else response.end('{"value":[],"odata.count":0}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    renewals: () => renewals,
    refusals: () => refusals,
    ended: () => ended,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};
