import { ORPCError } from "@orpc/client";
import { type ErrorData, KeyferryError } from "../../shared/errors.ts";

/** What went wrong, ready to be shown: an error of the product, or one nobody foresaw. */
export type Failure = { readonly kind: "known"; readonly error: ErrorData } | { readonly kind: "unknown" };

/** Anything a call or a check threw, as something that can be shown. */
export const failureOf = (thrown: unknown): Failure => {
  if (thrown instanceof KeyferryError) return { kind: "known", error: thrown.toData() };
  if (thrown instanceof ORPCError && thrown.code === "KEYFERRY" && isErrorData(thrown.data)) {
    return { kind: "known", error: thrown.data };
  }
  return { kind: "unknown" };
};

const isErrorData = (data: unknown): data is ErrorData =>
  typeof data === "object" && data !== null && "message" in data && "remedy" in data && "code" in data;
