import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OAuthDefinition, ServiceDefinition } from "../../shared/service.ts";
import { sampleService } from "../../shared/test-kit.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";
import { planOf } from "./plan.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 22);

const serviceWith = (oauth: Partial<OAuthDefinition>): ServiceDefinition => ({
  ...sampleService,
  oauth: { ...sampleService.oauth, ...oauth },
});

const grant = (over: Partial<GrantFacts> = {}, tokens: Partial<GrantFacts["tokens"]> = {}): GrantFacts => ({
  grantId: "02541ca4-0000-4000-8000-000000000000",
  generation: 1,
  holder: "here",
  tokens: { issuedAt: start, expiresIn: 7200, hasAccess: true, hasRefresh: true, ...tokens },
  ...over,
});

const selfRenewing = serviceWith({ renewal: "access-token", minimumRenewalAge: 86_400 });

describe("a grant is renewed", () => {
  test("15 minutes before its token lapses, or up to 90 seconds sooner", () => {
    const plan = planOf(sampleService, grant(), start);
    expect(plan).toMatchObject({ kind: "renew", reason: "expiry", due: start + 105 * minute });
    if (plan.kind !== "renew") throw new Error("rests");
    expect(plan.renewAt).toBeGreaterThan(plan.due - 90_001);
    expect(plan.renewAt).toBeLessThanOrEqual(plan.due);
  });

  test("a week before it would lapse from not being renewed, though its token is good for longer", () => {
    const service = serviceWith({ grantIdleLife: (30 * day) / 1000 });
    const long = grant({}, { expiresIn: (60 * day) / 1000 });
    expect(planOf(service, long, start)).toMatchObject({ reason: "keep-alive", due: start + 23 * day });
  });

  test("at half of a short idle life", () => {
    const service = serviceWith({ grantIdleLife: (2 * day) / 1000 });
    const long = grant({}, { expiresIn: (60 * day) / 1000 });
    expect(planOf(service, long, start)).toMatchObject({ reason: "keep-alive", due: start + day });
  });

  test("no sooner for its idle life where the token is due before anyway", () => {
    const service = serviceWith({ grantIdleLife: (30 * day) / 1000 });
    expect(planOf(service, grant(), start)).toMatchObject({ reason: "expiry" });
  });

  test("never before the service allows it, where the token renews itself", () => {
    const young = grant({}, { expiresIn: (2 * day) / 1000, hasRefresh: false });
    expect(planOf(selfRenewing, young, start)).toMatchObject({ renewAt: start + day, due: start + day });
  });

  test.each([
    ["whose end cannot be told", grant({}, { expiresIn: undefined } as never), "unknown-expiry"],
    ["that has a refresh token alone", grant({}, { hasAccess: false }), "unknown-expiry"],
    ["whose token looks issued in the future", grant({}, { issuedAt: start + hour }), "clock"],
  ])("at once where it is one %s", (_, facts, reason) => {
    expect(planOf(sampleService, facts, start)).toEqual({ kind: "renew", renewAt: start, due: start, reason });
  });
});

test.each([
  ["of another machine", sampleService, grant({ holder: "elsewhere" }), "elsewhere"],
  ["that nobody owns", sampleService, grant({ holder: "nobody" }), "unclaimed"],
  ["without a refresh token", sampleService, grant({}, { hasRefresh: false }), "not-renewable"],
  [
    "without its access token, where that renews itself",
    selfRenewing,
    grant({}, { hasAccess: false }),
    "not-renewable",
  ],
  [
    "of which nothing is saved",
    sampleService,
    { grantId: "", generation: 1, holder: "here" } as const,
    "nothing-saved",
  ],
])("a grant %s is left alone", (_, service, facts, reason) => {
  expect(planOf(service, facts, start)).toEqual({ kind: "rest", reason });
});

test("grants made at one moment are renewed at many, and each always at its own", () => {
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  const momentOf = (grantId: string): number => {
    const plan = planOf(sampleService, grant({ grantId }), start);
    return plan.kind === "renew" ? plan.renewAt : 0;
  };
  const moments = ids.map(momentOf);
  expect(ids.map(momentOf)).toEqual(moments);
  const span = Math.max(...moments) - Math.min(...moments);
  expect(span).toBeGreaterThan(75_000);
  const inOneTenth = moments.filter((moment) => moment - Math.min(...moments) < span / 10).length;
  expect(inOneTenth).toBeLessThan(60);
});

test("whatever a service says, no grant is renewed later than the formula has it, nor earlier than a tenth of the lead", () => {
  const lives = fc.integer({ min: 0, max: 20_000_000 });
  const services = fc
    .record({
      renewal: fc.constantFrom("refresh-token", "access-token"),
      minimumRenewalAge: fc.option(lives, { nil: undefined }),
      grantIdleLife: fc.option(fc.integer({ min: 1, max: 20_000_000 }), { nil: undefined }),
    })
    .map((oauth) => serviceWith(oauth as Partial<OAuthDefinition>));
  fc.assert(
    fc.property(services, lives, fc.uuid(), fc.nat({ max: 10 * day }), (service, expiresIn, grantId, later) => {
      const plan = planOf(service, grant({ grantId }, { expiresIn }), start + later);
      if (plan.kind !== "renew") throw new Error("rests");
      expect(plan.renewAt).toBeLessThanOrEqual(plan.due);
      expect(plan.renewAt).toBeGreaterThanOrEqual(start);
      const life = expiresIn * 1000;
      if (plan.reason === "expiry") {
        expect(plan.due).toBeLessThanOrEqual(start + life);
        expect(plan.due - plan.renewAt).toBeLessThanOrEqual(0.1 * (start + life - plan.due) + 1);
      }
    }),
  );
});
