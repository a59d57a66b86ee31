import { expect } from "vitest";
import type { ErrorCode } from "./error-catalog.ts";
import { KeyferryError } from "./errors.ts";
import type { ServiceDefinition } from "./service.ts";

/** A service that exists in tests alone, with one property of every kind. */
export const sampleService: ServiceDefinition = {
  id: "sample",
  name: "Sample",
  summary: { en: "A service for tests", ja: "テスト用のサービス" },
  icon: "M0 0h24v24H0z",
  authSchemes: ["OAuth", "Basic"],
  properties: [
    {
      name: "Schema",
      kind: "choice",
      values: ["V3", "V2"],
      default: "V3",
      group: "service",
      help: { en: "Which.", ja: "種類。" },
    },
    { name: "AccountId", kind: "text", group: "service", help: { en: "Account.", ja: "アカウント。" } },
    {
      name: "Space",
      kind: "address",
      group: "service",
      required: true,
      authSchemes: ["Basic"],
      help: { en: "Space.", ja: "スペース。" },
    },
    { name: "User", kind: "text", group: "sign-in", required: true, authSchemes: ["Basic"], help: { en: "", ja: "" } },
    {
      name: "Password",
      kind: "text",
      secret: true,
      group: "sign-in",
      required: true,
      authSchemes: ["Basic"],
      help: { en: "", ja: "" },
    },
  ],
  oauth: {
    authorizationEndpoint: "https://sample.example/authorize",
    tokenEndpoint: "https://sample.example/token",
    scope: { default: ["read", "write"], separator: " " },
    pkce: true,
    renewal: "refresh-token",
    defaultExpiresIn: 3600,
    exampleCallbackURL: "http://localhost:33333",
  },
  grant: { sharing: "single-owner", why: { en: "Because.", ja: "理由。" } },
  sources: ["https://sample.example/docs"],
};

/** The KeyferryError that `work` throws or rejects with; fails the test where it throws something else or nothing. */
export const failureOf = async (work: () => unknown): Promise<KeyferryError> => {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(KeyferryError);
    return error as KeyferryError;
  }
  throw new Error("nothing was thrown");
};

/** What every failure promises: its code, a remedy in both languages, and none of the secrets. */
export const expectFailure = (error: KeyferryError, code: ErrorCode, secrets: readonly string[] = []): void => {
  const { message, remedy } = error.toData();
  expect(error.code, error.message).toBe(code);
  for (const text of [message.en, message.ja, remedy.en, remedy.ja]) {
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/\{\w+\}/);
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
};
