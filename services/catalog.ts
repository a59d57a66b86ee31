import type { ServiceDefinition } from "../shared/service.ts";

const modules = import.meta.glob<ServiceDefinition>(["./*/service.ts", "!./_*/service.ts"], {
  eager: true,
  import: "service",
});

/** Every service there is a folder for (not `_template`), in the order of their names (by code: a collator takes 5 ms to load). */
export const catalog: readonly ServiceDefinition[] = Object.values(modules).toSorted((one, other) =>
  one.name < other.name ? -1 : 1,
);
