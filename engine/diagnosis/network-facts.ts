import { asKeyferryError } from "../../shared/errors.ts";
import { fillAddress, type ServiceDefinition } from "../../shared/service.ts";
import { mapAddress } from "../addresses.ts";
import { createHttp } from "../http.ts";
import type { ServiceDriver } from "../kit.ts";
import type { Ports } from "../ports.ts";
import type { HostFacts, NetworkFacts } from "./diagnosis.ts";
import type { ExaminedSettings } from "./settings-facts.ts";

type LoadDriver = (serviceId: string) => Promise<ServiceDriver>;

/** A host that a connection uses. */
interface UsedHost {
  readonly origin: string;
  readonly service: ServiceDefinition;
}

/** Reaches each host of the services in use, and compares clocks. Sends no credential and no path. */
export const networkFacts = async (
  ports: Ports,
  loadDriver: LoadDriver,
  settings: readonly ExaminedSettings[],
): Promise<NetworkFacts> => {
  const used = (await Promise.all(settings.map((each) => hostsOf(loadDriver, each)))).flat();
  const origins = [...new Set(used.map(({ origin }) => origin))].toSorted();
  const asked = await Promise.all(
    origins.map((origin) =>
      askHost(
        ports,
        origin,
        used.filter((each) => each.origin === origin),
      ),
    ),
  );
  const clockSkew = asked.find(({ skew }) => skew !== undefined);
  return {
    asked: true,
    practice: ports.practiceOrigin !== undefined,
    hosts: asked.map(({ facts }) => facts),
    ...(clockSkew?.skew === undefined ? {} : { clockSkew: { host: clockSkew.facts.host, seconds: clockSkew.skew } }),
  };
};

const hostsOf = async (
  loadDriver: LoadDriver,
  { service, properties }: ExaminedSettings,
): Promise<readonly UsedHost[]> => {
  if (!service) return [];
  const driver = await loadDriver(service.id).catch(() => undefined);
  const addresses = [
    () => driver?.apiBase(properties),
    () => fillAddress(service.oauth.tokenEndpoint, service, properties),
    () => fillAddress(service.oauth.authorizationEndpoint, service, properties),
  ];
  return addresses.flatMap((address) => {
    try {
      const url = new URL(address() ?? "");
      return [{ origin: url.origin, service }];
    } catch {
      return [];
    }
  });
};

const askHost = async (
  ports: Ports,
  origin: string,
  used: readonly UsedHost[],
): Promise<{ readonly facts: HostFacts; readonly skew?: number }> => {
  const base = { host: new URL(origin).host, services: [...new Set(used.map(({ service }) => service.id))] };
  const service = used[0]?.service;
  if (!service) return { facts: base };
  // Behind a proxy the direct way may be closed; the request below has the last word.
  const times = await ports.transport
    .reach(new URL(mapAddress(origin, ports.practiceOrigin)).origin, AbortSignal.timeout(10_000))
    .catch(() => undefined);
  const reached = { ...base, ...(times ? { times } : {}) };
  const before = ports.clock.now();
  try {
    const answer = await createHttp(ports, service).send({ method: "HEAD", url: `${origin}/` });
    const skew = skewOf(answer.headers.date, (before + ports.clock.now()) / 2);
    return { facts: { ...reached, status: answer.status }, ...(skew === undefined ? {} : { skew }) };
  } catch (error) {
    return { facts: { ...reached, problem: asKeyferryError(error).toData() } };
  }
};

/** `Date` counts whole seconds (RFC 9110 section 6.6.1), so half a second is the best guess of the rest. */
const skewOf = (date: string | undefined, now: number): number | undefined => {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isFinite(time) ? Math.round((time + 500 - now) / 1000) : undefined;
};
