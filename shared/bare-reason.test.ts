import { expect, test } from "vitest";
import { bareReason } from "./bare-reason.ts";
import { errorCodes } from "./error-catalog.ts";

const known = { service: "Harbour", path: "/home/me/OAuthSettings.txt" };

test("a failure is told by its code, without what was said in other words", () => {
  expect(bareReason("GRANT_ENDED", known)?.cause).toEqual({
    en: "Harbour has ended this grant.",
    ja: "Harbour でこの接続の許可が失効しました。",
  });
  expect(bareReason("NETWORK_FAILED", known)?.cause).toEqual({
    en: "Harbour cannot be reached.",
    ja: "Harbour に接続できません。",
  });
  expect(bareReason("SETTINGS_DAMAGED", known)?.cause.en).toBe(
    "The settings file /home/me/OAuthSettings.txt is damaged or cut short.",
  );
});

test("where all was said in other words, nothing is told", () => {
  expect(bareReason("ACCOUNT_WRONG", known)).toBeUndefined();
});

test.each(errorCodes)("%s leaves no gap in its words", (code) => {
  const reason = bareReason(code, known);
  for (const text of [reason?.cause, reason?.remedy].flatMap((each) => (each ? [each.en, each.ja] : []))) {
    expect(text).not.toMatch(/[{}]|\(\)|（）|\bundefined\b|[:：]\s*[.。]|\s[.,。]|\.\./);
  }
});
