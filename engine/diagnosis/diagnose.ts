import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Services } from "../engine.ts";
import { whyNotListening } from "../loopback/can-listen.ts";
import type { Ports } from "../ports.ts";
import { expandLocation } from "../settings/location.ts";
import type { Diagnosis, ListeningFacts, OwnServiceFacts, ProgramFacts } from "./diagnosis.ts";
import { environmentFacts, secretsOfEnvironment } from "./environment.ts";
import { failedPart, findingsIn } from "./findings.ts";
import { homeFacts, identityFacts, readListed } from "./home-facts.ts";
import { networkFacts } from "./network-facts.ts";
import { createPathWords } from "./path-words.ts";
import { scrubbed } from "./scrub.ts";
import { type ExaminedSettings, examineSettings } from "./settings-facts.ts";

/** What a diagnosis is asked for, and what only whoever composes the engine knows. */
export interface DiagnosisRequest {
  /** Settings files beside those of the list and the default places. */
  readonly settings: readonly string[];
  /** Reach no host. */
  readonly offline: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The home folder of the person, which shows as `~`. */
  readonly userHome: string;
  readonly program: ProgramFacts;
  readonly ownServices: readonly OwnServiceFacts[];
}

const about =
  "A diagnosis of Keyferry for a person who helps. It holds no token, key, password or passphrase, and no names of accounts. What is in it: docs/diagnose.md.";

/**
 * Looks at everything that connections need, changes nothing, and judges it. Never throws for what it
 * finds: a part that cannot be looked into is named among what looks wrong.
 */
export const diagnose = async (ports: Ports, services: Services, request: DiagnosisRequest): Promise<Diagnosis> => {
  const now = ports.clock.now();
  const { home } = ports.paths;
  const paths = createPathWords(request.userHome);
  const failed: string[] = [];
  const part = async <T>(name: string, otherwise: T, work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch {
      failed.push(name);
      return otherwise;
    }
  };

  const listed = await readListed(home);
  const examined = await part("settings", [], () =>
    Promise.all(
      placesOf(home, services, request, listed.listed).map(([path, from]) =>
        examineSettings(path, from, { ports, services: services.catalog, paths }),
      ),
    ),
  );
  const unjudged = {
    Format: 1,
    about,
    madeAt: new Date(now).toISOString(),
    program: request.program,
    environment: await part("environment", [], () => environmentFacts(request.environment, paths, now)),
    home: await homeFacts(home, paths, now),
    identity: await identityFacts(ports, paths, now),
    catalog: { state: listed.state, connections: listed.listed.map(({ location: _, ...shown }) => shown) },
    ownServices: request.ownServices,
    settings: examined.map(({ facts }) => facts),
    listening: await part("listening", [], () => listeningFacts(ports, examined)),
    network: await part("network", offline(ports), () =>
      request.offline ? offline(ports) : networkFacts(ports, services.loadDriver, examined),
    ),
  } as const;
  const looksWrong = [...findingsIn(unjudged), ...failed.map(failedPart)];
  const secrets = [...(await secretsOf(ports, request)), ...examined.flatMap((each) => each.secrets)];
  return scrubbed({ ...unjudged, looksWrong }, secrets, paths.within);
};

const offline = ({ practiceOrigin }: Ports): Diagnosis["network"] => ({
  asked: false,
  practice: practiceOrigin !== undefined,
  hosts: [],
});

type Place = readonly [string, "given" | "list" | "default"];

/** Each settings file once: those given, those of the list, and those in the default places. */
const placesOf = (
  home: string,
  { catalog }: Services,
  { settings }: DiagnosisRequest,
  listed: readonly { readonly location: string }[],
): readonly Place[] => {
  const places: readonly Place[] = [
    ...settings.map((path): Place => [expandLocation(path), "given"]),
    ...listed
      .filter(({ location }) => !location.startsWith("memory://"))
      .map(({ location }): Place => [expandLocation(location), "list"]),
    ...catalog
      .map(({ id }) => join(home, id, "OAuthSettings.txt"))
      .filter((path) => existsSync(path))
      .map((path): Place => [path, "default"]),
  ];
  return [...new Map(places.toReversed().map((place) => [place[0], place])).values()].toReversed();
};

/** Any free port of both families, and the callbacks of the connections that are here. */
const listeningFacts = async (
  ports: Ports,
  examined: readonly ExaminedSettings[],
): Promise<readonly ListeningFacts[]> => {
  const anywhere = [["127.0.0.1", 0, "any sign-in"] as const, ["::1", 0, "any sign-in"] as const];
  const callbacks = examined.flatMap(({ service, properties }) => {
    const callback = properties.CallbackURL ?? (service && ports.embeddedApps[service.id]?.CallbackURL);
    if (!service || !callback || !URL.canParse(callback)) return [];
    const { hostname, port, protocol } = new URL(callback);
    const host = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[|\]$/g, "");
    return protocol === "http:" && /^(?:127\.|::1$)/.test(host)
      ? [[host, Number(port || 80), `the CallbackURL of ${service.id}`] as const]
      : [];
  });
  const wanted = [...new Map([...anywhere, ...callbacks].map((each) => [each.join(), each])).values()];
  return Promise.all(
    wanted.map(async ([host, port, use]) => {
      const problem = await whyNotListening(host, port);
      const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
      return { address, for: use, ...(problem ? { problem } : {}) };
    }),
  );
};

/** What must show nowhere, whatever it was read from. */
const secretsOf = async (
  { keys, embeddedApps }: Ports,
  { environment }: DiagnosisRequest,
): Promise<readonly string[]> => [
  ...(await keys.identities().catch(() => [])),
  ...(await keys.passphrase().then(
    (passphrase) => (passphrase ? [passphrase] : []),
    () => [],
  )),
  ...Object.values(embeddedApps).flatMap(({ OAuthClientSecret }) => OAuthClientSecret ?? []),
  ...secretsOfEnvironment(environment),
];
