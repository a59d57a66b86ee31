import { expect, test } from "vitest";
import type { ErrorCode } from "../../shared/error-catalog.ts";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import { judgeAuthorizationAnswer } from "./authorization.ts";

const client = { id: "id", callbackURL: "http://localhost:33333", anyLoopbackPort: false, embedded: false };
const request = { url: "https://sample.example/authorize", state: "S", callbackURL: client.callbackURL };
const judge = (query: string): URLSearchParams =>
  judgeAuthorizationAnswer(sampleService, client, request, {}, new URLSearchParams(query));

test("a code with the state of the sign-in is taken", () => {
  expect(judge("code=C&state=S").get("code")).toBe("C");
  expect(judge("code=C&state=S&iss=https://sample.example").get("code")).toBe("C");
});

test.each<readonly [string, ErrorCode]>([
  ["code=&state=S", "ADDRESS_WITHOUT_CODE"],
  ["error=&state=S", "ADDRESS_WITHOUT_CODE"],
  ["state=S", "ADDRESS_WITHOUT_CODE"],
  ["code=C", "STATE_MISMATCH"],
  ["code=C&state=other", "STATE_MISMATCH"],
  ["code=C&state=S&state=S", "STATE_MISMATCH"],
  ["code=C&code=D&state=S", "STATE_MISMATCH"],
  ["code=C&state=S&iss=https://evil.example", "ISSUER_MISMATCH"],
  ["error=access_denied&state=S", "CONSENT_DENIED"],
  ["error=server_error&state=S", "SERVICE_REFUSED"],
  ["error=access_denied&state=other", "STATE_MISMATCH"],
  ["code=C&state=S&response=a.b.c", "STATE_MISMATCH"],
  ["code=C&state=S&id_token=a.b.c", "STATE_MISMATCH"],
])("%s is %s", async (query, code) => {
  expectFailure(await failureOf(() => judge(query)), code);
});
