import { describe, expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { byDeath, type Forecast } from "../../shared/forecast.ts";
import type { GrantSharing, OAuthDefinition, ServiceDefinition } from "../../shared/service.ts";
import { sampleService } from "../../shared/test-kit.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import { forecastOf, forecastOfFailure, forecastOfGiven } from "./forecast.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22);
const days = (count: number) => (count * day) / 1000;

const service = (oauth: Partial<OAuthDefinition> = {}, sharing: GrantSharing = "single-owner"): ServiceDefinition => ({
  ...sampleService,
  oauth: { ...sampleService.oauth, ...oauth },
  grant: { ...sampleService.grant, sharing },
});

const facts = (over: Partial<GrantFacts> = {}, tokens: Partial<GrantFacts["tokens"]> = {}): GrantFacts => ({
  grantId: "g",
  generation: 1,
  holder: "here",
  tokens: { issuedAt: now - hour, expiresIn: 7200, hasAccess: true, hasRefresh: true, ...tokens },
  ...over,
});

const selfRenewing = service({ renewal: "access-token" });
const alone = { hasRefresh: false } as const;

describe("what a connection will end from", () => {
  test.each<[string, ServiceDefinition, GrantFacts, object]>([
    ["is not said by its service", service(), facts(), { cause: "none", certainty: "unknown" }],
    [
      "is not being renewed, where the service ends idle grants",
      service({ grantIdleLife: days(30) }),
      facts(),
      { cause: "idle-grant", certainty: "estimated", diesAt: now - hour + 30 * day },
    ],
    [
      "is its age, where that comes first",
      service({ grantIdleLife: days(30), grantMaximumLife: days(100) }),
      facts({ consentedAt: now - 90 * day }),
      { cause: "grant-age", certainty: "estimated", diesAt: now + 10 * day },
    ],
    [
      "is the end of its token, where that renews itself",
      selfRenewing,
      facts({}, { expiresIn: days(60), ...alone }),
      { cause: "access-token", certainty: "known", diesAt: now - hour + 60 * day },
    ],
    [
      "is another sign-in, where that is all that ends it",
      service({}, "one-per-login"),
      facts(),
      { cause: "other-login", certainty: "unknown" },
    ],
  ])("%s", (_, definition, grant, expected) => {
    const forecast = forecastOf(definition, grant, now);
    expect(forecast).toMatchObject(expected);
    expect(forecast.renewsAt).toBeGreaterThan(now);
    if (!("diesAt" in expected)) expect(forecast).not.toHaveProperty("diesAt");
  });

  test("is its token, where nothing renews that", () => {
    const forecast = forecastOf(service(), facts({}, alone), now);
    expect(forecast).toMatchObject({ cause: "access-token", certainty: "known", diesAt: now + hour });
    expect(forecast).not.toHaveProperty("renewsAt");
    expect(forecast.remedy.en).toContain("consent again");
  });
});

describe("a connection that is over", () => {
  test.each<[string, ServiceDefinition, GrantFacts]>([
    ["since its token lapsed, which nothing renews", service(), facts({}, { ...alone, expiresIn: 60 })],
    ["since the token lapsed that renews itself", selfRenewing, facts({}, { ...alone, expiresIn: 60 })],
    ["because nothing is saved", service(), { grantId: "", generation: 1, holder: "here" }],
  ])("%s says so", (_, definition, grant) => {
    const forecast = forecastOf(definition, grant, now);
    expect(forecast).toMatchObject({ cause: "ended", certainty: "known" });
    expect(forecast.remedy.ja).toContain("もう一度同意");
  });

  test("by the service's word says what that error says", () => {
    const error = new KeyferryError("GRANT_ENDED", { service: "Sample", detail: "x" }).toData();
    expect(forecastOf(service(), facts(), now, { error })).toEqual({
      cause: "ended",
      certainty: "known",
      remedy: error.remedy,
    });
  });

  test("only by what its service's documents say is still tried", () => {
    const forecast = forecastOf(service({ grantIdleLife: 60 }), facts(), now);
    expect(forecast).toMatchObject({ cause: "idle-grant", certainty: "estimated", renewsAt: expect.any(Number) });
  });
});

test("a connection whose renewals fail says why, when they are tried again, and when it would end", () => {
  const error = new KeyferryError("NETWORK_FAILED", { host: "h", service: "s", detail: "d" }).toData();
  const forecast = forecastOf(service({ grantIdleLife: days(30) }), facts(), now, { error, retryAt: now + 5 });
  expect(forecast).toMatchObject({ cause: "failing", renewsAt: now + 5, diesAt: now - hour + 30 * day });
  expect(forecast.remedy.en).toBe(`${error.message.en} ${error.remedy.en}`);
});

test("a connection of another machine is foretold nothing, one of nobody's no renewal", () => {
  expect(forecastOf(service(), facts({ holder: "elsewhere" }), now)).not.toHaveProperty("renewsAt");
  expect(forecastOf(service(), facts({ holder: "elsewhere" }), now)).toMatchObject({ cause: "elsewhere" });
  expect(forecastOf(service(), facts({ holder: "nobody" }), now)).not.toHaveProperty("renewsAt");
  expect(forecastOf(service(), facts({ holder: "nobody" }), now)).toMatchObject({ cause: "unclaimed" });
});

test("a token used as it was given ends with it", () => {
  expect(forecastOfGiven(service(), facts(), now)).toMatchObject({ cause: "access-token", diesAt: now + hour });
  expect(forecastOfGiven(service(), facts(), now + 2 * hour)).toMatchObject({ cause: "ended" });
  const undated: GrantFacts = { ...facts(), tokens: { issuedAt: 0, hasAccess: true, hasRefresh: false } };
  expect(forecastOfGiven(service(), undated, now)).toMatchObject({ cause: "none", certainty: "unknown" });
});

test("settings that cannot be read are foretold nothing but what to do", () => {
  const error = new KeyferryError("SETTINGS_DAMAGED", { path: "p", detail: "d" });
  expect(forecastOfFailure(service(), error)).toEqual({
    cause: "unreadable",
    certainty: "unknown",
    remedy: error.toData().remedy,
  });
  expect(forecastOfFailure(service(), new KeyferryError("CONSENT_NEEDED", { path: "p" })).cause).toBe("ended");
});

test("what needs somebody now comes first, then what ends first, then what ends by no known date", () => {
  const named = (name: string, over: Partial<Forecast>) => ({
    name,
    certainty: "known" as const,
    cause: "none" as const,
    remedy: { en: "", ja: "" },
    ...over,
  });
  const sorted = byDeath([
    named("Shop 10", {}),
    named("soon", { cause: "idle-grant", diesAt: now + 1 }),
    named("Shop 2", {}),
    named("failing", { cause: "failing", diesAt: now + 9 }),
    named("lost", { cause: "unreadable" }),
    named("at once", { cause: "access-token", diesAt: now }),
    named("over", { cause: "ended" }),
  ]);
  expect(sorted.map(({ name }) => name)).toEqual(["over", "lost", "failing", "at once", "soon", "Shop 2", "Shop 10"]);
});
