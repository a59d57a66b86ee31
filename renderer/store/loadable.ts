import { type Failure, failureOf } from "./failure.ts";

/** Something that is fetched: not there yet, there, or not to be had. */
export type Loadable<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly failure: Failure };

/** The state before the first answer. */
export const loading = { status: "loading" } as const;

/** Fetches, and tells how it went as data. */
export const load = async <T>(fetch: () => Promise<T>): Promise<Loadable<T>> => {
  try {
    return { status: "ready", value: await fetch() };
  } catch (thrown) {
    return { status: "failed", failure: failureOf(thrown) };
  }
};
