import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import type { HttpAnswer, HttpRequest } from "./kit.ts";
import type { ReachTimes, Transport } from "./ports.ts";

const maximumBytes = 10 * 1024 * 1024;

/**
 * Node's own HTTP: no redirects, answers up to 10 MiB, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`
 * honoured where this Node can (22.21, 24.5 and later), private authorities by NODE_EXTRA_CA_CERTS.
 */
export const nodeTransport = (): Transport => {
  const agents = {
    "http:": new http.Agent({ proxyEnv: process.env } as http.AgentOptions),
    "https:": new https.Agent({ proxyEnv: process.env } as https.AgentOptions),
  };
  return {
    send: (request, signal) => send(request, signal, agents),
    reach,
  };
};

const send = (
  { method, url, headers, body }: HttpRequest,
  signal: AbortSignal,
  agents: { "http:": http.Agent; "https:": https.Agent },
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const secure = target.protocol === "https:";
    const request = (secure ? https : http).request(target, {
      method,
      signal,
      agent: agents[secure ? "https:" : "http:"],
      headers: { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) },
    });
    request.on("error", reject);
    request.on("response", (response) => readAnswer(response).then(resolve, reject));
    request.end(body);
  });

const readAnswer = async (response: http.IncomingMessage): Promise<HttpAnswer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) {
      response.destroy();
      throw Object.assign(new Error("answer too large"), { code: "TOO_LARGE" });
    }
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? "",
    headers,
    text: Buffer.concat(chunks).toString("utf8"),
  };
};

const reach = (origin: string, signal: AbortSignal): Promise<ReachTimes> =>
  new Promise((resolve, reject) => {
    const url = new URL(origin);
    const secure = url.protocol === "https:";
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const start = performance.now();
    const marks: Record<string, number> = {};
    const mark = (name: string) => () => {
      marks[name] = performance.now();
    };
    const socket = secure
      ? tls.connect({ host, port: Number(url.port || 443), servername: net.isIP(host) ? "" : host })
      : net.connect({ host, port: Number(url.port || 80) });
    const stop = () => socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    signal.addEventListener("abort", stop, { once: true });
    socket.on("lookup", mark("lookup"));
    socket.on("connect", mark("connect"));
    socket.on("error", reject);
    socket.on("close", () => signal.removeEventListener("abort", stop));
    socket.on(secure ? "secureConnect" : "connect", () => {
      const now = performance.now();
      const lookup = marks.lookup ?? start;
      const connect = marks.connect ?? now;
      socket.destroy();
      resolve({ dns: lookup - start, connect: connect - lookup, ...(secure ? { tls: now - connect } : {}) });
    });
  });
