import { expect, test } from "vitest";
import { addressOf, parseRoute } from "./route.ts";

test.each([
  ["", { screen: "home" }],
  [addressOf.home, { screen: "home" }],
  [addressOf.pickService, { screen: "pick-service" }],
  [addressOf.newConnection("acme"), { screen: "new-connection", service: "acme" }],
  [addressOf.connection("42"), { screen: "connection", id: "42" }],
  [addressOf.servers, { screen: "servers" }],
  ["#/servers/42", { screen: "lost" }],
  [addressOf.signIns, { screen: "sign-ins" }],
  [addressOf.export, { screen: "export" }],
  [addressOf.calendar, { screen: "calendar" }],
  ["#/calendar/2026", { screen: "lost" }],
  ["#/connections", { screen: "lost" }],
  ["#/connections/42/more", { screen: "lost" }],
  ["#/elsewhere", { screen: "lost" }],
])("%s leads to its place", (address, route) => {
  expect(parseRoute(address)).toEqual(route);
});
