import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// A token endpoint that answers every renewal after about a given time, in a process of its own, so that
// its work is nobody's who is measured. Prints its origin. No service takes exactly the same time twice:
// each answer takes up to a fifth more or less, else all who ask at once stay in step for ever.

const latencyMs = Number(process.argv[2] ?? 100);
let issued = 0;

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    setTimeout(
      () => {
        issued++;
        const answer = {
          access_token: `access-${issued}-${"a".repeat(70)}`,
          refresh_token: `refresh-${issued}-${"r".repeat(70)}`,
          token_type: "Bearer",
          expires_in: 1_209_600,
        };
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
      },
      latencyMs * (0.8 + 0.4 * Math.random()),
    );
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
