import type { Engine } from "../engine/index.ts";
import { type Properties, secretMask } from "../shared/property.ts";
import { propertiesOf } from "../shared/service.ts";

/** Properties for people: secret ones, and those of names unknown here, show as `••••`. */
export const maskProperties = (engine: Engine, serviceId: string, properties: Properties): Properties => {
  const service = engine.services.find(({ id }) => id === serviceId);
  const open = new Set(service ? propertiesOf(service).flatMap(({ name, secret }) => (secret ? [] : [name])) : []);
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, open.has(name) ? value : secretMask]),
  );
};
