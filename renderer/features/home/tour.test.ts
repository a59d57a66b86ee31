import { expect, test } from "vitest";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { sampleService } from "../../../shared/test-kit.ts";
import { suitsTour } from "./tour.ts";

const text = { en: "Text", ja: "文" };

const definition: ServiceDefinition = {
  ...sampleService,
  properties: [
    { name: "AccountId", kind: "text", group: "service", required: ["Basic"], help: text },
    { name: "User", kind: "text", group: "sign-in", authSchemes: ["Basic"], required: true, help: text },
  ],
};

const suits = (changes: Partial<ServiceDefinition>, embeddedApp = true): boolean =>
  suitsTour({ definition: { ...definition, ...changes }, embeddedApp });

test("the tour goes where a consent in the browser asks for nothing, whatever other ways in need", () => {
  expect(suits({})).toBe(true);
});

test("the tour goes nowhere that needs a value, an app, or another way in first", () => {
  const needed = { name: "URL", kind: "address", group: "service", required: true, help: text } as const;
  expect(suits({ properties: [needed] })).toBe(false);
  expect(suits({}, false)).toBe(false);
  expect(suits({ authSchemes: ["Basic"] })).toBe(false);
});

test("the tour goes nowhere that a token ends without renewal, or another sign-in ends the first", () => {
  expect(suits({ oauth: { ...definition.oauth, renewal: "access-token" } })).toBe(false);
  expect(suits({ grant: { sharing: "one-per-login", why: text } })).toBe(false);
});
