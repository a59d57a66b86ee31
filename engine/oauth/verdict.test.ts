import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import { expectFailure, sampleService } from "../../shared/test-kit.ts";
import type { HttpAnswer, TokenVerdict } from "../kit.ts";
import { judgeTokenAnswer } from "./verdict.ts";

const secrets = ["canary-client-secret", "canary/refresh+token", undefined, ""];
const judge = (status: number, text: string, headers: Record<string, string> = {}): TokenVerdict =>
  judgeTokenAnswer(sampleService, { status, headers, text } satisfies HttpAnswer, "sample.example", secrets);

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
    [200, '{"error":"slow_down"}', "SERVICE_UNAVAILABLE"],
  ] as const)("%i with %j is %s", (status, text, code) => {
    expectPassing(judge(status, text), code);
  });

  test("a Retry-After in seconds is passed on, another kind is left out", () => {
    expect(expectPassing(judge(429, "", { "retry-after": "120" }), "RATE_LIMITED").message).toContain("120 s");
    for (const value of ["Wed, 21 Oct 2026 07:28:00 GMT", "soon", "<b>1</b>"])
      expect(expectPassing(judge(429, "", { "retry-after": value }), "RATE_LIMITED").message).not.toContain(value);
  });
});

describe("unreadable, so nothing is concluded", () => {
  test.each([
    [200, html, "web page"],
    [400, html, "web page"],
    [401, `\n  ${html}`, "web page"],
    [403, html, "web page"],
    [407, html, "web page"],
    [200, "", "empty"],
    [400, "  \n", "empty"],
    [200, '{"access_token":"canary-client-secr', "cut short"],
    [400, '{"error":"invalid_gr', "cut short"],
    [400, "invalid_grant", "not JSON"],
    [400, '"invalid_grant"', "not JSON"],
    [200, '["access_token"]', "not JSON"],
    [200, "null", "not JSON"],
    [200, "{}", "not JSON"],
    [200, '{"access_token":7}', "not JSON"],
    [200, '{"error":{"message":"invalid_grant"}}', "not JSON"],
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
    [403, '{"message":"no"}', "refused", "HTTP 403"],
    [400, "{}", "refused", "HTTP 400"],
    [200, '{"access_token":"a","error":"invalid_grant"}', "grant-ended", "invalid_grant"],
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
    expect(judge(200, good)).toEqual({ kind: "granted" });
    expect(judge(201, good)).toEqual({ kind: "granted" });
  });
});

test("a service's words are shown without secrets, tags and control characters, and not at length", () => {
  const words = `<b>No</b>\u0007 canary-client-secret\n or canary/refresh+token or canary%2Frefresh%2Btoken ${"x".repeat(900)}`;
  const verdict = judge(400, JSON.stringify({ error: "invalid_request", error_description: words }));
  if (verdict.kind !== "refused") throw new Error(verdict.kind);
  expect(verdict.detail).toMatch(/^invalid_request: No •••• or •••• or •••• x+…$/);
  expect(verdict.detail.length).toBeLessThanOrEqual(300);
});
