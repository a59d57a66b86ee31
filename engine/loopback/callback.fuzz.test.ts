import { type AddressInfo, connect, createServer } from "node:net";
import { text as textOf } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll } from "vitest";
import { canary, changed, fuzz, growsGently, oddText } from "../../shared/fuzz-kit.ts";
import { sampleService } from "../../shared/test-kit.ts";
import { judgeAuthorizationAnswer } from "../oauth/authorization.ts";
import { readPastedAddress } from "./callback-url.ts";
import { type CallbackListener, listenForCallback } from "./listener.ts";

const state = "the-state-of-this-sign-in";
const request = { url: "https://sample.example/authorize", state, callbackURL: "http://localhost:33333" };
const client = { id: "id", callbackURL: request.callbackURL, anyLoopbackPort: false, embedded: false };

const judge = (answer: URLSearchParams): void => {
  const judged = judgeAuthorizationAnswer(sampleService, client, request, {}, answer);
  const genuine = judged.get("state") === state && answer.getAll("state").length === 1 && judged.has("code");
  if (!genuine) throw new Error(`took ${answer}`);
};

const names = fc.constantFrom(
  "code",
  "state",
  "iss",
  "error",
  "error_description",
  "error_uri",
  "response",
  "id_token",
  "x",
);
const values = fc.oneof(fc.constantFrom(state, canary, "access_denied", "https://sample.example"), oddText());
const parameters = fc.array(fc.tuple(names, values), { maxLength: 6 });

fuzz("callback parameters", parameters, (pairs) => {
  // What the service says of an error is shown, so that a secret there is the service's own doing.
  const isWords = (name: string) => name.startsWith("error") || name === "iss";
  judge(
    new URLSearchParams(pairs.map(([name, value]) => [name, isWords(name) ? value.replaceAll(canary, "") : value])),
  );
});

const address = `http://localhost:33333/?code=${canary}&state=${state}#_`;
const pasted = fc.oneof(
  changed(address),
  changed(`  "<${address}>"\n`),
  oddText(address, `code=${canary}`, "?code=", "&state=", "http://", "localhost:33333/?"),
);

fuzz("pasted addresses", pasted, (text) => {
  const found = readPastedAddress(text);
  if (!found.has("code") && !found.has("error")) throw new Error("neither a code nor an error");
});

growsGently("quotes around an address", (length) => `${'">'.repeat(length / 2)}x`, readPastedAddress);
growsGently("quotes inside an address", (length) => `x${"'>".repeat(length / 2)}x`, readPastedAddress);
growsGently("question marks", (length) => `code=${"?".repeat(length)}`, readPastedAddress);
growsGently("hash signs", (length) => `${"#".repeat(length)}?code=1`, readPastedAddress);
growsGently("blanks", (length) => `${" ".repeat(length)}x${" ".repeat(length)}`, readPastedAddress);
growsGently("percent signs", (length) => `code=${"%".repeat(length)}`, readPastedAddress);
growsGently("parameters", (length) => `code=1${"&a".repeat(length / 2)}`, readPastedAddress);

let listener: CallbackListener;
let port: number;
const answers: URLSearchParams[] = [];

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });

beforeAll(async () => {
  port = await freePort();
  listener = await listenForCallback(`http://127.0.0.1:${port}/callback`, {
    anyPort: true,
    outcomeOf: () => "received",
  });
  port = Number(new URL(listener.callbackURL).port);
  void listener.answer.then((answer) => answers.push(answer));
});

afterAll(async () => {
  await fetch(`${new URL(listener.callbackURL).origin}/keyferry-signed-in`).catch(() => {});
  await listener.close();
});

const requestLine = `GET /callback?code=${canary}&state=${state} HTTP/1.1\r\n`;
const rawRequest = fc.oneof(
  changed(`${requestLine}Host: localhost\r\nAccept-Language: ja\r\n\r\n`),
  oddText(requestLine, "GET /", "/callback?", "code=", " HTTP/1.1", "Host: a\r\n", "\r\n\r\n", "Content-Length: 9\r\n"),
  oddText("a", "%", "&", "?", "#", "//[", "/../", "@").map(
    (path) => `GET /callback?code=${path} HTTP/1.1\r\nHost: a\r\n\r\n`,
  ),
  fc.nat({ max: 3000 }).map((count) => `${requestLine}${"X-Flood: y\r\n".repeat(count)}\r\n`),
  fc.nat({ max: 60_000 }).map((length) => `GET /callback?code=${"a".repeat(length)} HTTP/1.1\r\nHost: a\r\n\r\n`),
  fc.uint8Array({ maxLength: 200 }),
);

fuzz(
  "callback requests on the socket",
  rawRequest,
  async (bytes) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.end(bytes);
    const answer = await textOf(socket).catch(() => "");
    if (answer.includes(canary)) throw new Error("the answer repeats the code");
    if (answer !== "" && !/^HTTP\/1\.1 (303|400|404|410|413|431|200|408|417|501|505) /.test(answer)) {
      throw new Error(answer.slice(0, 200));
    }
    // Whatever came, the listener still answers: a browser that comes now is served.
    const stray = await fetch(`http://127.0.0.1:${port}/favicon.ico`);
    if (stray.status !== 404) throw new Error(`a stray got ${stray.status}`);
    await stray.text();
  },
  { withinMs: 10_000 },
);
