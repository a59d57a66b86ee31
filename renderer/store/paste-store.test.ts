import { expect, test } from "vitest";
import { keysOf, usePasteStore } from "./paste-store.ts";

test("a connection string is known by its keys", () => {
  expect(keysOf("InitiateOAuth=GETANDREFRESH;OAuthClientId=abc; ")).toEqual(["InitiateOAuth", "OAuthClientId"]);
});

test.each(["", "hello", "https://x.example/?a=1&b=2", "=;=", "a = 5 + b", "x".repeat(30_000)])(
  "%.20s is none",
  (text) => {
    expect(keysOf(text)).toEqual([]);
  },
);

test("what was taken is gone", () => {
  usePasteStore.getState().put("Schema=V3;OAuthClientSecret=s");
  expect(usePasteStore.getState().names).toEqual(["Schema", "OAuthClientSecret"]);
  expect(usePasteStore.getState().take()).toBe("Schema=V3;OAuthClientSecret=s");
  expect(usePasteStore.getState()).toMatchObject({ text: undefined, names: [] });
});
