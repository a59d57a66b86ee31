import { createServer } from "node:net";

/** Why nothing can listen at a loopback address, as Node's code; undefined where it can. Port 0 is any free one. */
export const whyNotListening = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "UNKNOWN"));
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => server.close(() => resolve(undefined)));
  });
