import { bearerOf, type PracticeRequest, parameterOf } from "./request.ts";
import type { PracticeService } from "./service.ts";
import type { World } from "./world.ts";

type Sign = (world: World, service: PracticeService, request: PracticeRequest) => boolean;

const holds = (world: World, service: PracticeService, token: string | null): boolean =>
  world.ledger(service.id).token(token ?? "") !== undefined;

/** What shows that a request is meant for a service, the surest sign first. */
const signs: readonly Sign[] = [
  (world, service, request) =>
    world.app(service, parameterOf(request, "client_id"), service.realmOf?.(request)) !== undefined,
  (world, service, request) => holds(world, service, bearerOf(request)),
  (world, service, request) => world.ledger(service.id).code(parameterOf(request, "code") ?? "") !== undefined,
  (world, service, request) => holds(world, service, parameterOf(request, "refresh_token")),
];

/**
 * Which of several services that share an address a request is for. Where nothing in the request
 * tells them apart it is the first; undefined where there is none.
 */
export const likeliest = <Candidate extends { readonly service: PracticeService }>(
  world: World,
  request: PracticeRequest,
  candidates: readonly Candidate[],
): Candidate | undefined =>
  signs.reduce((left, sign) => {
    const shown = left.filter(({ service }) => sign(world, service, request));
    return shown.length > 0 ? shown : left;
  }, candidates)[0];
