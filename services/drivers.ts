import type { ServiceDriver } from "../engine/kit.ts";

const modules = import.meta.glob<ServiceDriver>(["./*/driver.ts", "!./_*/driver.ts"], { import: "driver" });

/** Loads the driver of a service; only the one that is used is ever evaluated. */
export const loadDriver = (serviceId: string): Promise<ServiceDriver> => {
  const load = modules[`./${serviceId}/driver.ts`];
  if (!load) throw new Error(`no driver in services/${serviceId}`);
  return load();
};
