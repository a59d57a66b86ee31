import { setTimeout as wait } from "node:timers/promises";
import { type Fault, type TransportFault, transportFaults } from "./faults.ts";
import { journalled } from "./journal.ts";
import { likeliest } from "./ownership.ts";
import { markup, type Reply, text } from "./reply.ts";
import type { PracticeRequest } from "./request.ts";
import type { PracticeCall, PracticeRoute, PracticeService } from "./service.ts";
import type { World } from "./world.ts";

/** The connection is cut instead of answered. */
export type Answer = Reply | "drop";

type TransportPlay = (
  call: PracticeCall,
  fault: Fault,
  answer: () => Reply,
  signal: AbortSignal,
) => Promise<Answer> | Answer;

const defaultRetryAfter = 10;
const defaultDelayMs = 5000;

const proxyPage = "<!doctype html><title>Network sign-in</title><p>Please sign in to this network to go on.</p>";

const transportPlays: Readonly<Record<TransportFault, TransportPlay>> = {
  "rate-limit": (call, fault) => call.service.rateLimited(call, fault.retryAfter ?? defaultRetryAfter),
  "server-error": (_call, fault) =>
    text(500, "Internal Server Error", fault.retryAfter === undefined ? {} : { "retry-after": `${fault.retryAfter}` }),
  html: () => markup(200, proxyPage),
  slow: async (_call, fault, answer, signal) => {
    await wait(fault.delayMs ?? defaultDelayMs, undefined, { signal });
    return answer();
  },
  truncated: (_call, _fault, answer) => {
    const reply = answer();
    return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
  },
  drop: () => "drop",
};

interface Match {
  readonly service: PracticeService;
  readonly route: PracticeRoute;
  readonly groups: PracticeCall["groups"];
}

const hostFits = (host: string | RegExp, asked: string): boolean =>
  typeof host === "string" ? host === asked : host.test(asked);

const matchesOf = (practices: readonly PracticeService[], request: PracticeRequest): readonly Match[] =>
  practices.flatMap((service) =>
    service.routes.flatMap((route) => {
      const found = hostFits(route.host, request.host) ? route.path.exec(request.path) : null;
      return found ? [{ service, route, groups: { ...found.groups } }] : [];
    }),
  );

const callOf = (world: World, request: PracticeRequest, { service, route, groups }: Match): PracticeCall => {
  const values = world.settings.services[service.id] ?? {};
  const numberOf = (value: unknown) => (typeof value === "number" ? value : null);
  const realm = service.realmOf?.(request);
  return {
    request,
    at: route.at,
    groups,
    service,
    realm,
    ledger: world.ledger(service.id),
    now: world.now(),
    auto: world.settings.auto,
    plays: (id) => world.practices.some((each) => each.id === id),
    app: (clientId) => world.app(service, clientId, realm),
    seconds: (setting) => numberOf(values[setting]),
    amount: (setting) => numberOf(values[setting]) ?? 0,
    choice: (setting) => String(values[setting]),
    count: (what) => world.journal.count(service.id, what),
    takeFault: (kind, at = route.at) => world.faults.take(service.id, at, [kind]) !== undefined,
  };
};

const unplayed = (request: PracticeRequest, matches: readonly Match[]): Reply => {
  const methods = [...new Set(matches.map((match) => match.route.method))].join(", ");
  return matches.length > 0
    ? text(405, `Practice provider: this address takes ${methods}.`, { allow: methods })
    : text(404, `Practice provider: nothing is played at https://${request.host}${request.path}.`);
};

/** Plays a service's answer to one request, faults included, and writes it down. */
export const playRequest = async (world: World, request: PracticeRequest, signal: AbortSignal): Promise<Answer> => {
  const matches = matchesOf(world.practices, request);
  const fitting = matches.filter(({ route }) => route.method === request.method);
  const match = likeliest(world, request, fitting);
  const entry = journalled(request, world.now());
  if (!match) {
    const reply = unplayed(request, matches);
    const service = matches[0]?.service.id ?? null;
    world.journal.write({ ...entry, service, at: null, status: reply.status, fault: null });
    return reply;
  }
  const { service, route } = match;
  world.journal.count(service.id, route.at);
  const fault = world.faults.take(service.id, route.at, transportFaults);
  const answer = () => route.handle(callOf(world, request, match));
  const played = fault
    ? await transportPlays[fault.kind](callOf(world, request, match), fault, answer, signal)
    : answer();
  const status = played === "drop" ? null : played.status;
  world.journal.write({ ...entry, service: service.id, at: route.at, status, fault: fault?.kind ?? null });
  return played;
};
