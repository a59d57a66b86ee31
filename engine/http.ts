import { KeyferryError } from "../shared/errors.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { mapAddress } from "./addresses.ts";
import type { HttpAnswer, HttpRequest } from "./kit.ts";
import { mayPassSoon, networkError, wasNeverSent } from "./network-error.ts";
import type { Ports } from "./ports.ts";
import { waitAskedBy } from "./retry-after.ts";

/** The engine's only way out to the network. Every answer, of whatever status, is returned. */
export interface Http {
  /** Sends a request once. Throws `NETWORK_FAILED`, or `CONSENT_CANCELLED` where the caller gave up. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Sends a GET, again after a passing fault, and follows redirects that stay on the origin. */
  readonly get: (request: HttpRequest) => Promise<HttpAnswer>;
  /**
   * Sends what may spend a code or a token. The caller's giving up does not stop it: others may wait
   * for the same renewal, and what the service has renewed is lost unless its answer is read. `giveUp`
   * is for a code, whose one caller may let it go. It is sent again only where it surely never left
   * this machine. Throws `NETWORK_FAILED`, or `CONSENT_CANCELLED` for `giveUp`.
   */
  readonly sendToken: (request: HttpRequest, giveUp?: AbortSignal) => Promise<HttpAnswer>;
}

/** How long an answer is waited for, in milliseconds. */
export interface HttpLimits {
  readonly requestMs: number;
  /** Longer: the answer to a renewal that comes too late is a token lost. */
  readonly tokenMs: number;
}

export const standardLimits: HttpLimits = { requestMs: 30_000, tokenMs: 60_000 };

const attempts = 3;
const maximumRedirects = 3;
/** What a service asks to wait is waited for up to here; beyond, a person or a scheduler decides. */
const patienceMs = 10_000;

/** The way out for one service: mapping, User-Agent with contact, time limits, second attempts. */
export const createHttp = (
  ports: Ports,
  service: ServiceDefinition,
  signal?: AbortSignal,
  limits: HttpLimits = standardLimits,
): Http => {
  const sendUntil = async (request: HttpRequest, until: AbortSignal): Promise<HttpAnswer> => {
    const url = mapAddress(request.url, ports.practiceOrigin);
    const headers = { accept: "application/json", ...request.headers, "user-agent": userAgent(ports.version) };
    try {
      const answer = await ports.transport.send({ ...request, url, headers }, until);
      return { ...answer, receivedAt: ports.clock.now() };
    } catch (error) {
      throw networkError(service.name, request.url, error);
    }
  };
  const within = (request: HttpRequest, milliseconds: number, giveUp: AbortSignal | undefined) => {
    const limit = AbortSignal.timeout(milliseconds);
    return orCancelled(sendUntil(request, giveUp ? AbortSignal.any([giveUp, limit]) : limit), giveUp);
  };
  const pausing = (giveUp: AbortSignal | undefined) => (milliseconds: number) =>
    orCancelled(ports.clock.sleep(milliseconds, giveUp), giveUp);
  const send = (request: HttpRequest) => within(request, limits.requestMs, signal);
  return {
    send,
    get: (request) => followRedirects(request, (each) => patiently(() => send(each), pauseOfGet, pausing(signal))),
    sendToken: (request, giveUp) =>
      patiently(() => within(request, limits.tokenMs, giveUp), pauseOfToken, pausing(giveUp)),
  };
};

/** 37signals refuses requests whose User-Agent lacks a way to reach the author. */
const userAgent = (version: string): string => `Keyferry/${version} (https://keyferry.example/contact)`;

const orCancelled = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (signal?.aborted) throw new KeyferryError("CONSENT_CANCELLED", {}, { cause: error });
    throw error;
  }
};

/** How long to wait before the same request goes again, in milliseconds; undefined where it does not. */
type PauseRule = (outcome: HttpAnswer | Error, attempt: number) => number | undefined;

const patiently = async (
  send: () => Promise<HttpAnswer>,
  pauseAfter: PauseRule,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<HttpAnswer> => {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send().catch((error: Error) => error);
    const pause = attempt < attempts ? pauseAfter(outcome, attempt) : undefined;
    if (pause !== undefined) await sleep(pause);
    else if (outcome instanceof Error) throw outcome;
    else return outcome;
  }
};

/** A GET may go again. What the service asks to wait counts; a limit without it is not hurried. */
const pauseOfGet: PauseRule = (outcome, attempt) => {
  if (outcome instanceof Error) {
    return outcome instanceof KeyferryError && mayPassSoon(outcome) ? backOff(attempt) : undefined;
  }
  if (![408, 429, 502, 503, 504].includes(outcome.status)) return undefined;
  const asked = waitAskedBy(outcome);
  if (asked === undefined) return outcome.status === 429 ? undefined : backOff(attempt);
  return asked <= patienceMs ? asked + backOff(attempt) : undefined;
};

/** What may have been received may have been obeyed, so it never goes twice. */
const pauseOfToken: PauseRule = (outcome, attempt) => (wasNeverSent(outcome) ? backOff(attempt) : undefined);

/** Full jitter: many machines that failed together do not come back together. */
const backOff = (attempt: number): number => Math.random() * 200 * 2 ** attempt;

const followRedirects = async (
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<HttpAnswer> => {
  let current = request;
  for (let hops = 0; ; hops++) {
    const answer = await send(current);
    const location = answer.headers.location;
    if (![301, 302, 303, 307, 308].includes(answer.status) || !location || hops >= maximumRedirects) return answer;
    const next = URL.canParse(location, current.url) ? new URL(location, current.url) : undefined;
    if (next?.origin !== new URL(current.url).origin) return answer;
    current = { ...current, url: next.href };
  }
};
