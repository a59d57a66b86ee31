import { ORPCError } from "@orpc/client";
import { expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import { failureOf } from "./failure.ts";

test("an error of the product is shown with its own words, wherever it was thrown", () => {
  const thrown = new KeyferryError("CONNECTION_UNKNOWN");
  const known = { kind: "known", error: thrown.toData() };
  expect(failureOf(thrown)).toEqual(known);
  expect(failureOf(new ORPCError("KEYFERRY", { data: thrown.toData() }))).toEqual(known);
});

test("anything else is an unknown failure", () => {
  expect(failureOf(new TypeError("fetch failed"))).toEqual({ kind: "unknown" });
  expect(failureOf(new ORPCError("UNAUTHORIZED"))).toEqual({ kind: "unknown" });
  expect(failureOf(new ORPCError("KEYFERRY", { data: "?" }))).toEqual({ kind: "unknown" });
});
