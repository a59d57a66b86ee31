import { useSyncExternalStore } from "react";

/** Where a person is. Each place has its address after the `#`, so that a reload keeps it. */
export type Route =
  | { readonly screen: "home" }
  | { readonly screen: "pick-service" }
  | { readonly screen: "new-connection"; readonly service: string }
  | { readonly screen: "connection"; readonly id: string }
  | { readonly screen: "settings" }
  | { readonly screen: "servers" }
  | { readonly screen: "calendar" }
  | { readonly screen: "export" }
  | { readonly screen: "sign-ins" }
  | { readonly screen: "lost" };

/** Places of which there is one. */
const plainPlaces: ReadonlyMap<string, Route> = new Map([
  ["", { screen: "home" }],
  ["settings", { screen: "settings" }],
  ["servers", { screen: "servers" }],
  ["calendar", { screen: "calendar" }],
  ["export", { screen: "export" }],
  ["sign-ins", { screen: "sign-ins" }],
]);

/** The place an address stands for. */
export const parseRoute = (hash: string): Route => {
  const [place = "", detail, ...rest] = hash.replace(/^#?\/?/, "").split("/");
  if (rest.length > 0) return { screen: "lost" };
  const plain = plainPlaces.get(place);
  if (plain && detail === undefined) return plain;
  if (place === "new") return detail ? { screen: "new-connection", service: detail } : { screen: "pick-service" };
  if (place === "connections" && detail) return { screen: "connection", id: detail };
  return { screen: "lost" };
};

/** The addresses of all places. */
export const addressOf = {
  home: "#/",
  pickService: "#/new",
  settings: "#/settings",
  servers: "#/servers",
  calendar: "#/calendar",
  export: "#/export",
  signIns: "#/sign-ins",
  newConnection: (service: string): string => `#/new/${service}`,
  connection: (id: string): string => `#/connections/${id}`,
};

/** Goes to a place. */
export const goTo = (address: string): void => {
  window.location.hash = address;
};

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};

/** The address of the place a person is at now. */
export const useAddress = (): string => useSyncExternalStore(subscribe, () => window.location.hash);
