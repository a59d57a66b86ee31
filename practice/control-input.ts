import type { RegisteredApp } from "./apps.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Fault, type FaultKind, faultPlaces } from "./faults.ts";
import type { PracticeService } from "./service.ts";
import { allowedBy, allows, rulesOf, type Settings, type SettingValue } from "./settings.ts";
import type { World } from "./world.ts";

/** What was sent to the control address is not taken; `allowed` lists what would be. */
export class Refusal extends Error {
  readonly status: number;
  readonly allowed: readonly string[] | undefined;

  constructor(status: number, message: string, allowed?: readonly string[]) {
    super(message);
    this.status = status;
    this.allowed = allowed;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const refuse = (message: string, allowed?: readonly string[]): never => {
  throw new Refusal(400, message, allowed);
};

const fieldsOf = (value: unknown, what: string, allowed: readonly string[]): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(`${what} has to be a JSON object.`, allowed);
  const strange = Object.keys(value).find((key) => !allowed.includes(key));
  if (strange !== undefined) refuse(`${what} has no "${strange}".`, allowed);
  return { ...value };
};

const oneOf = <Value extends string>(value: unknown, name: string, allowed: readonly Value[]): Value =>
  allowed.find((each) => each === value) ?? refuse(`"${name}" is ${JSON.stringify(value)}.`, allowed);

const numberOf = (value: unknown, name: string): number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0
    ? value
    : refuse(`"${name}" has to be a number from 0.`);

const stringOf = (value: unknown, name: string): string =>
  typeof value === "string" && value !== "" ? value : refuse(`"${name}" has to be a text.`);

const serviceOf = (world: World, id: unknown): PracticeService => {
  const ids = world.practices.map((service) => service.id);
  const known = oneOf(id, "service", ids);
  return world.practices.find((service) => service.id === known) ?? refuse(`"${known}" is not played.`, ids);
};

/** Reads `{"service"}`. */
export const serviceFrom = (world: World, body: unknown): PracticeService =>
  serviceOf(world, fieldsOf(body, "The body", ["service"]).service);

/** Reads a fault. */
export const faultFrom = (world: World, body: unknown): Fault => {
  const fields = fieldsOf(body, "A fault", ["service", "at", "kind", "times", "retryAfter", "delayMs"]);
  const kind = oneOf(fields.kind, "kind", Object.keys(faultPlaces) as FaultKind[]);
  const times = fields.times === undefined ? 1 : numberOf(fields.times, "times");
  if (!Number.isInteger(times)) refuse('"times" has to be a whole number; 0 means until cleared.');
  return {
    service: serviceOf(world, fields.service).id,
    at: oneOf<Endpoint>(fields.at, "at", faultPlaces[kind]),
    kind,
    times,
    ...(fields.retryAfter === undefined ? {} : { retryAfter: numberOf(fields.retryAfter, "retryAfter") }),
    ...(fields.delayMs === undefined ? {} : { delayMs: numberOf(fields.delayMs, "delayMs") }),
  };
};

/** Reads an app to register. */
export const appFrom = (world: World, body: unknown): RegisteredApp => {
  const fields = fieldsOf(body, "An app", ["service", "OAuthClientId", "OAuthClientSecret", "CallbackURL"]);
  const service = serviceOf(world, fields.service);
  const OAuthClientId = stringOf(fields.OAuthClientId, "OAuthClientId");
  if (service.apps.some((app) => app.OAuthClientId === OAuthClientId))
    refuse(`"${OAuthClientId}" is always there and cannot be registered again.`);
  const CallbackURL = stringOf(fields.CallbackURL, "CallbackURL");
  if (!URL.canParse(CallbackURL) || !/^[\x21-\x7e]+$/.test(CallbackURL)) refuse('"CallbackURL" has to be an address.');
  return {
    service: service.id,
    OAuthClientId,
    OAuthClientSecret: stringOf(fields.OAuthClientSecret, "OAuthClientSecret"),
    CallbackURL,
  };
};

const patchedService = (
  service: PracticeService,
  current: Readonly<Record<string, SettingValue>>,
  patch: unknown,
): Record<string, SettingValue> => {
  const rules = rulesOf(service);
  const checked = Object.entries(fieldsOf(patch, `"${service.id}"`, Object.keys(rules))).map(([name, value]) => {
    const rule = rules[name];
    if (!rule || !allows(rule, value))
      return refuse(
        `"${name}" is ${JSON.stringify(value)}.`,
        rule && [allowedBy(rule)].flatMap((each) => each.split(", ")),
      );
    return [name, value] as const;
  });
  return { ...current, ...Object.fromEntries(checked) };
};

/** The settings with a patch merged in. Nothing is changed where a part of the patch is refused. */
export const patchedSettings = (world: World, body: unknown): Settings => {
  const fields = fieldsOf(body, "The settings", ["auto", "services"]);
  const ids = world.practices.map((service) => service.id);
  const patches = fieldsOf(fields.services ?? {}, '"services"', ids);
  const { auto, services } = world.settings;
  return {
    auto: fields.auto === undefined ? auto : autoOf(fields.auto),
    services: {
      ...services,
      ...Object.fromEntries(
        Object.entries(patches).map(([id, patch]) => [
          id,
          patchedService(serviceOf(world, id), services[id] ?? {}, patch),
        ]),
      ),
    },
  };
};

const autoOf = (value: unknown): Settings["auto"] =>
  value === null ? null : oneOf(value, "auto", ["approve", "deny"] as const);
