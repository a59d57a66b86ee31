import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import { expectFailure, sampleService } from "../../shared/test-kit.ts";
import type { HttpAnswer, TokenVerdict } from "../kit.ts";
import { judgeTokenAnswer } from "./verdict.ts";

const secrets = ["canary-client-secret", "canary/refresh+token", undefined, ""];
const judge = (status: number, text: string, headers: Record<string, string> = {}): TokenVerdict =>
  judgeTokenAnswer({ service: sampleService, driver: {}, host: "sample.example", secrets }, {
    status,
    headers,
    text,
  } satisfies HttpAnswer);

const html = "<!DOCTYPE html><html><body>Log in to the hotel's network</body></html>";
const good = '{"access_token":"a","token_type":"bearer"}';

const expectPassing = (verdict: TokenVerdict, code: ErrorCode) => {
  if (verdict.kind !== "passing") throw new Error(`expected passing, got ${verdict.kind}`);
  expectFailure(verdict.error, code, ["canary"]);
  expect(verdict.error.exitStatus).toBe(75);
  return verdict.error;
};

describe("passing, whatever the body says", () => {
  test.each([
    [429, "", "RATE_LIMITED"],
    [429, '{"error":"invalid_grant"}', "RATE_LIMITED"],
    [429, html, "RATE_LIMITED"],
    [408, "", "SERVICE_UNAVAILABLE"],
    [408, '{"error":"invalid_grant"}', "SERVICE_UNAVAILABLE"],
    [500, html, "SERVICE_UNAVAILABLE"],
    [500, '{"error":"invalid_grant"}', "SERVICE_UNAVAILABLE"],
    [502, good, "SERVICE_UNAVAILABLE"],
    [503, "", "SERVICE_UNAVAILABLE"],
    [599, "{", "SERVICE_UNAVAILABLE"],
    [400, '{"error":"temporarily_unavailable"}', "SERVICE_UNAVAILABLE"],
    [400, '{"error":"server_error"}', "SERVICE_UNAVAILABLE"],
    [200, '{"error":"slow_down"}', "RATE_LIMITED"],
  ] as const)("%i with %j is %s", (status, text, code) => {
    expectPassing(judge(status, text), code);
  });

  test("a Retry-After is passed on in words and as data, and garbage is left out", () => {
    const limited = expectPassing(judge(429, "", { "retry-after": "120" }), "RATE_LIMITED");
    expect(limited.message).toContain("120 s");
    expect(limited.retryAfterMs).toBe(120_000);
    expect(JSON.stringify(limited.toData())).not.toContain("120000");
    const date = { date: "Wed, 21 Oct 2026 07:27:00 GMT", "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" };
    expect(expectPassing(judge(503, "", date), "SERVICE_UNAVAILABLE").retryAfterMs).toBe(60_000);
    for (const value of ["soon", "<b>1</b>"]) {
      const error = expectPassing(judge(429, "", { "retry-after": value }), "RATE_LIMITED");
      expect(error.message).not.toContain(value);
      expect(error.retryAfterMs).toBeUndefined();
    }
  });
});

describe("unreadable, so nothing is concluded", () => {
  test.each([
    [200, html, "web page"],
    [400, html, "web page"],
    [401, `\n  ${html}`, "web page"],
    [403, html, "web page"],
    [407, html, "a proxy asks"],
    [511, html, "the network asks"],
    [302, html, "a redirect"],
    [200, '{"access_token":"a","error":"invalid_grant"}', "both a token and an error"],
    [200, '{"access_token":"a","token_type":"mac"}', "bearer"],
    [200, "", "empty"],
    [400, "  \n", "empty"],
    [200, '{"access_token":"canary-client-secr', "cut short"],
    [400, '{"error":"invalid_gr', "cut short"],
    [400, "invalid_grant", "not JSON"],
    [400, '"invalid_grant"', "not JSON"],
    [200, '["access_token"]', "not JSON"],
    [200, "null", "not JSON"],
    [200, "{}", "no usable access token"],
    [200, '{"access_token":7}', "no usable access token"],
    [200, '{"access_token":"a\\nb"}', "no usable access token"],
    [200, '{"error":{"message":"invalid_grant"}}', "no usable access token"],
  ])("%i with %j", (status, text, says) => {
    const { message } = expectPassing(judge(status, text), "ANSWER_UNREADABLE");
    expect(message).toContain(says);
    expect(message).toContain("sample.example");
  });
});

describe("the service's clear word", () => {
  test.each([
    [400, '{"error":"invalid_grant"}', "grant-ended", "invalid_grant"],
    [401, '{"error":"invalid_grant","error_description":"Expired."}', "grant-ended", "invalid_grant: Expired."],
    [200, '{"error":"invalid_grant"}', "grant-ended", "invalid_grant"],
    [401, '{"error":"invalid_client"}', "client-refused", "invalid_client"],
    [400, '{"error":"unauthorized_client"}', "client-refused", "unauthorized_client"],
    [400, '{"error":"redirect_uri_mismatch"}', "redirect-refused", "redirect_uri_mismatch"],
    [400, '{"error":"invalid_request"}', "refused", "invalid_request"],
    [200, '{"error":"Something is off here."}', "refused", "Something is off here."],
    [403, '{"message":"no"}', "refused", "HTTP 403: no"],
    [400, "{}", "refused", "HTTP 400"],
  ])("%i with %s is %s", (status, text, kind, detail) => {
    expect(judge(status, text)).toEqual({ kind, detail });
  });

  test.each(["Invalid_Grant", "invalid_grant ", "the grant is invalid_grant", "INVALID_GRANT"])(
    "%j is not clear enough to end a grant",
    (error) => {
      expect(judge(400, JSON.stringify({ error })).kind).toBe("refused");
    },
  );

  test("a token is granted", () => {
    for (const status of [200, 201]) {
      expect(judge(status, good)).toEqual({ kind: "granted", body: { access_token: "a", token_type: "bearer" } });
    }
  });
});

test("a service's words are shown without secrets, tags and control characters, and not at length", () => {
  const words = `<b>No</b>\u0007 canary-client-secret\n or canary/refresh+token or canary%2Frefresh%2Btoken ${"x".repeat(900)}`;
  const verdict = judge(400, JSON.stringify({ error: "invalid_request", error_description: words }));
  if (verdict.kind !== "refused") throw new Error(verdict.kind);
  expect(verdict.detail).toMatch(/^invalid_request: No •••• or •••• or •••• x+…$/);
  expect(verdict.detail.length).toBeLessThanOrEqual(300);
});

describe("a service's own lines", () => {
  const driver = {
    tokenAnswers: [
      { fields: { code: [7] }, means: "grant-ended", words: ["say"], why: "Because." },
      { status: [500], means: "grant-ended", why: "Never reached." },
    ],
  } as const;
  const asked = { service: sampleService, driver, host: "sample.example", secrets };

  test("come before the general ones, with words from where the service puts them", () => {
    const answer = { status: 400, headers: {}, text: '{"error":"invalid_client","code":"7","say":"No."}' };
    expect(judgeTokenAnswer(asked, answer)).toEqual({ kind: "grant-ended", detail: "No." });
  });

  test("cannot end a grant where HTTP says that it will pass", () => {
    expectPassing(judgeTokenAnswer(asked, { status: 500, headers: {}, text: '{"code":7}' }), "SERVICE_UNAVAILABLE");
  });
});
