import type { TestExchange } from "../../shared/test-report.ts";
import { serviceAddress } from "../addresses.ts";
import type { HttpAnswer, HttpRequest } from "../kit.ts";
import type { Transport } from "../ports.ts";
import { presentable } from "../redact.ts";

/** A request that left, and how it went. Its body is not kept, nor that of its answer. Times as `performance.now()`. */
interface Sent {
  readonly method: string;
  readonly url: string;
  readonly began: number;
  readonly ended: number;
  readonly answer?: Pick<HttpAnswer, "status" | "headers"> & { readonly length: number };
  readonly failure?: string;
}

/** A transport that remembers what goes through it. */
export interface Traffic {
  readonly transport: Transport;
  /** What went through since it was last asked for. */
  readonly take: () => readonly Sent[];
}

/** Makes a transport for one test that remembers what is asked and answered. */
export const recordTraffic = ({ send, reach }: Transport): Traffic => {
  let sent: Sent[] = [];
  return {
    transport: {
      reach,
      send: async (request, signal) => {
        const began = performance.now();
        const base = (): Pick<Sent, "method" | "url" | "began" | "ended"> => ({
          ...nameOf(request),
          began,
          ended: performance.now(),
        });
        try {
          const answer = await send(request, signal);
          const { status, headers, text } = answer;
          sent.push({ ...base(), answer: { status, headers, length: text.length } });
          return answer;
        } catch (error) {
          sent.push({ ...base(), failure: reasonOf(error) });
          throw error;
        }
      },
    },
    take: () => {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
};

const nameOf = ({ method, url }: HttpRequest) => ({ method, url });

/** Node names its reasons in capitals; anything else may be anybody's words. */
const reasonOf = (error: unknown): string => {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  const reason = [code, name].find((each) => typeof each === "string" && /^[A-Za-z][A-Z_a-z0-9]{2,40}$/.test(each));
  return typeof reason === "string" ? reason : "failed";
};

interface Frame {
  /** When the test began, as `performance.now()`. */
  readonly started: number;
  readonly practiceOrigin: string | undefined;
  /** All that must not be shown of the connection. */
  readonly secrets: readonly string[];
}

/** What went through a test, as it may be shown to anybody who may see the connection. */
export const presentTraffic = (
  sent: readonly Sent[],
  { started, practiceOrigin, secrets }: Frame,
): readonly TestExchange[] =>
  sent.map(({ method, url, began, ended, answer, failure }) => ({
    method,
    address: presentable(bareAddress(serviceAddress(url, practiceOrigin)), secrets),
    startMs: Math.round(began - started),
    durationMs: Math.round(ended - began),
    headers: answer ? telling(answer.headers, secrets) : [],
    ...(answer ? { status: answer.status, length: answer.length } : {}),
    ...(failure ? { failure } : {}),
  }));

/** Host and path. What a query holds may be a key, a token or a person's data: only its names are kept. */
const bareAddress = (address: string): string => {
  const { host, pathname, searchParams } = new URL(address);
  const names = [...new Set(searchParams.keys())].map((name) => `${name}=…`);
  return `${host}${pathname}${names.length > 0 ? `?${names.join("&")}` : ""}`;
};

const tellingNames = /^(?:content-type|retry-after|(?:x-)?rate-?limit(?:-[a-z-]+)?|x-[a-z-]*usage)$/;

const telling = (headers: HttpAnswer["headers"], secrets: readonly string[]): TestExchange["headers"] =>
  Object.entries(headers)
    .filter(([name]) => tellingNames.test(name))
    .map(([name, value]) => ({ name, value: presentable(value, secrets) }));
