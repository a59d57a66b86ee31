import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ServiceDefinition } from "../../shared/service.ts";
import { sampleService } from "../../shared/test-kit.ts";
import type { TokenSet } from "../kit.ts";
import { expiryOf, isFresh, isUsable, renewalDueAt } from "./timing.ts";

const minute = 60_000;
const day = 86_400;
const issuedAt = Date.UTC(2026, 10, 22);
const tokens = (expiresIn: number): TokenSet => ({ accessToken: "a", refreshToken: "r", expiresIn, issuedAt });

const selfRenewing = (minimumRenewalAge?: number): ServiceDefinition => ({
  ...sampleService,
  oauth: { ...sampleService.oauth, renewal: "access-token", ...(minimumRenewalAge ? { minimumRenewalAge } : {}) },
});

describe("a token with a refresh token beside it", () => {
  test.each([
    ["of two weeks", 14 * day, 14 * day * 1000 - 15 * minute],
    ["of two hours", 7200, 105 * minute],
    ["of exactly half an hour", 1800, 15 * minute],
    ["of ten minutes, at half its life", 600, 5 * minute],
    ["that never lived", 0, 0],
  ])("%s is due %#", (_, life, after) => {
    expect(renewalDueAt(sampleService, tokens(life))).toBe(issuedAt + after);
  });

  test("is fresh before it is due, due until it lapses, and usable until then", () => {
    const given = tokens(7200);
    const due = issuedAt + 105 * minute;
    expect([due - 1, due].map((now) => isFresh(sampleService, given, now))).toEqual([true, false]);
    const expiry = issuedAt + 120 * minute;
    expect(expiryOf(given)).toBe(expiry);
    expect([due, expiry - 1, expiry].map((now) => isUsable(given, now))).toEqual([true, true, false]);
  });

  test("is due at expiry less the smaller of 15 minutes and half its life, whatever its life", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (life) => {
        const expected = issuedAt + life * 1000 - Math.min(15 * minute, (life * 1000) / 2);
        expect(renewalDueAt(sampleService, tokens(life))).toBe(expected);
      }),
    );
  });
});

describe("a token that renews itself", () => {
  test("is due at half its life, long before it dies for good", () => {
    expect(renewalDueAt(selfRenewing(day), tokens(60 * day))).toBe(issuedAt + 30 * day * 1000);
  });

  test("is due only once the service allows it", () => {
    expect(renewalDueAt(selfRenewing(day), tokens(1.5 * day))).toBe(issuedAt + day * 1000);
  });

  test("that dies before the service allows a renewal is due at half its life all the same", () => {
    expect(renewalDueAt(selfRenewing(day), tokens(3600))).toBe(issuedAt + 30 * minute);
  });
});

describe("a token whose end cannot be told", () => {
  const unknown: TokenSet = { accessToken: "a", refreshToken: "r", issuedAt: 0 };

  test("is worth presenting, but due: nobody knows when", () => {
    expect(renewalDueAt(sampleService, unknown)).toBeUndefined();
    expect(expiryOf(unknown)).toBeUndefined();
    expect(isFresh(sampleService, unknown, issuedAt)).toBe(false);
    expect(isUsable(unknown, issuedAt)).toBe(true);
  });

  test("and that nothing can renew is used as it is", () => {
    expect(isFresh(sampleService, { accessToken: "a", issuedAt: 0 }, issuedAt)).toBe(true);
  });
});

test("no access token is neither fresh nor usable", () => {
  const only: TokenSet = { ...tokens(7200), accessToken: "" };
  expect(isFresh(sampleService, only, issuedAt)).toBe(false);
  expect(isUsable(only, issuedAt)).toBe(false);
});

test("a token that nothing can renew is fresh until it lapses", () => {
  const { refreshToken: _, ...alone } = tokens(7200);
  expect(isFresh(sampleService, alone, issuedAt + 119 * minute)).toBe(true);
  expect(isFresh(sampleService, alone, issuedAt + 120 * minute)).toBe(false);
});

describe("a clock that was set back", () => {
  test.each([
    ["by less than five minutes says nothing about a token", 5 * minute, true],
    ["by more makes every token due: how old it is cannot be told", 5 * minute + 1, false],
    ["by a year as well", 365 * day * 1000, false],
  ])("%s", (_, back, fresh) => {
    expect(isFresh(sampleService, tokens(7200), issuedAt - back)).toBe(fresh);
    expect(isUsable(tokens(7200), issuedAt - back)).toBe(true);
  });

  test("leaves a token good that nothing can renew", () => {
    const { refreshToken: _, ...alone } = tokens(7200);
    expect(isFresh(sampleService, alone, issuedAt - day * 1000)).toBe(true);
  });
});

describe("values that no service sends", () => {
  const values = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 1e300, Number.MAX_SAFE_INTEGER),
  );
  const instants = fc.oneof(fc.integer({ min: 0, max: 4_102_444_800_000 }), values);

  test("never make a date that cannot be written, a renewal after the end, or an error", () => {
    fc.assert(
      fc.property(values, instants, fc.constantFrom(sampleService, selfRenewing(day)), (expiresIn, issued, service) => {
        const odd: TokenSet = { accessToken: "a", refreshToken: "r", expiresIn, issuedAt: issued };
        const [due, expiry] = [renewalDueAt(service, odd), expiryOf(odd)];
        expect(due === undefined).toBe(expiry === undefined);
        if (due !== undefined && expiry !== undefined) {
          expect(Number.isNaN(due)).toBe(false);
          expect(due).toBeLessThanOrEqual(expiry);
          expect(expiry).toBeLessThanOrEqual(8.64e15);
        }
        expect(isFresh(service, odd, issuedAt)).toBeTypeOf("boolean");
        if (expiresIn <= 0 || Number.isNaN(expiresIn)) expect(isFresh(service, odd, issuedAt)).toBe(false);
      }),
    );
  });
});
