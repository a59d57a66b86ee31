import { appFrom, faultFrom, patchedSettings, Refusal, serviceFrom } from "./control-input.ts";
import { controlPage } from "./control-page.ts";
import { json, type Reply } from "./reply.ts";
import type { PracticeRequest } from "./request.ts";
import type { World } from "./world.ts";

/** The first part of the control address's path. */
export const controlPrefix = "_practice";

const stateOf = (world: World) => ({
  settings: world.settings,
  grants: Object.fromEntries(world.practices.map((service) => [service.id, world.ledger(service.id).liveGrants])),
  counters: world.journal.counters,
  faults: world.faults.all,
  recent: world.journal.entries,
});

type Deed = (world: World, body: unknown, request: PracticeRequest) => Reply;

const done = (value: unknown = {}): Reply => json(200, value);

const deeds: Readonly<Record<string, Readonly<Record<string, Deed>>>> = {
  "/": { GET: (world, _body, request) => controlPage(world, request) },
  "/state": { GET: (world) => done(stateOf(world)) },
  "/settings": {
    PATCH: (world, body) => {
      world.settings = patchedSettings(world, body);
      return done(world.settings);
    },
  },
  "/faults": {
    POST: (world, body) => {
      world.faults.add(faultFrom(world, body));
      return done({ faults: world.faults.all });
    },
    DELETE: (world) => {
      world.faults.clear();
      return done({ faults: [] });
    },
  },
  "/apps": {
    POST: (world, body) => {
      const app = appFrom(world, body);
      world.register(app);
      return done({ service: app.service, OAuthClientId: app.OAuthClientId, CallbackURL: app.CallbackURL });
    },
  },
  "/revoke": {
    POST: (world, body) => {
      const service = serviceFrom(world, body);
      world.ledger(service.id).endGrants();
      return done({ revoked: service.id });
    },
  },
  "/expire": {
    POST: (world, body) => {
      const service = serviceFrom(world, body);
      world.ledger(service.id).expireAccess(world.now());
      return done({ expired: service.id });
    },
  },
  "/reset": {
    POST: (world) => {
      world.reset();
      return done({ reset: true });
    },
  },
};

const refuse = (status: number, error: string, allowed?: readonly string[]): Reply =>
  json(status, allowed ? { error, allowed } : { error });

const bodyOf = (request: PracticeRequest): unknown => {
  if (request.body === "") return undefined;
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    throw new Refusal(415, "The body has to be sent as application/json.");
  try {
    return JSON.parse(request.body);
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
};

/** Answers a request to the control address. A page of another origin is refused whatever it asks. */
export const playControl = (world: World, request: PracticeRequest): Reply => {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return refuse(403, "Pages of other origins cannot control the practice provider.");
  const methods = Object.hasOwn(deeds, request.path) ? deeds[request.path] : undefined;
  if (!methods) return refuse(404, "There is nothing to control at this address.", Object.keys(deeds));
  const deed = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (!deed) return refuse(405, `${request.method} is not for this address.`, Object.keys(methods));
  try {
    return deed(world, bodyOf(request), request);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.status, error.message, error.allowed);
    throw error;
  }
};
