import type { ServiceDefinition } from "../shared/service.ts";

const modules = import.meta.glob<ServiceDefinition>("./*/service.ts", { eager: true, import: "service" });

/** Every service there is a folder for, by name. */
export const catalog: readonly ServiceDefinition[] = Object.values(modules).toSorted((one, other) =>
  one.name.localeCompare(other.name, "en"),
);
