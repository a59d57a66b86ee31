import { practices } from "../../services/practices.ts";
import type { AuthScheme, Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { createWorld, freePort, type Machine, type TestWorld } from "../integration/test-kit.ts";

/** A service, and everything a test needs to try it on the practice provider. */
export interface WayIn {
  readonly service: ServiceDefinition;
  readonly world: TestWorld;
  readonly machine: Machine;
  /** The properties with which a scheme works there, the OAuth app of the person's own included. */
  readonly sample: (scheme: AuthScheme, app?: "embedded" | "custom") => Promise<Properties>;
}

/** The practice of a service; every folder has one. */
const practiceOf = ({ id }: ServiceDefinition) => {
  const found = practices.find((practice) => practice.id === id);
  if (!found) throw new Error(`services/${id} has no practice.ts`);
  return found;
};

export const tryService = async (service: ServiceDefinition): Promise<WayIn> => {
  const world = await createWorld();
  const machine = await world.machine();
  const sample = async (scheme: AuthScheme, app: "embedded" | "custom" = "custom"): Promise<Properties> => {
    const own = practiceOf(service).samples[scheme] ?? {};
    const scheming = { AuthScheme: scheme, ...own };
    if (scheme !== "OAuth" && scheme !== "OAuthPassword") return scheming;
    return app === "embedded" ? scheming : { ...scheming, ...(await registerApp(world, service.id)) };
  };
  return { service, world, machine, sample };
};

/** An app as a person registers it: exactly one redirect address. */
const registerApp = async (world: TestWorld, service: string): Promise<Properties> => {
  const app = {
    OAuthClientId: `own-app-of-${service}`,
    OAuthClientSecret: `secret-of-own-app-of-${service}`,
    CallbackURL: `http://localhost:${await freePort()}/`,
  };
  await world.control("POST", "apps", { service, ...app });
  return app;
};
