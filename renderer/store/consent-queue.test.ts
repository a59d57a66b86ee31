import { expect, test } from "vitest";
import type { ExportResult } from "../../shared/connection.ts";
import { createConsentQueue, endedBy, hasUnsavedFiles, nextOf, type SignInEnd } from "./consent-queue.ts";

const base = { id: "base", service: "sky", name: "Studio" };
const servers = [
  { recipient: "age1a", name: "db-1" },
  { recipient: "age1b", name: "db-2" },
  { recipient: "age1c", name: "db-3" },
];

const world = () => {
  const happened: string[] = [];
  const ends: SignInEnd[] = [];
  let signing: ((end: SignInEnd) => void) | undefined;
  let exportFails = false;
  const store = createConsentQueue({
    signIn: async (_base, { name }) => {
      happened.push(`sign in for ${name}`);
      const end = ends.shift();
      return end ?? new Promise<SignInEnd>((resolve) => (signing = resolve));
    },
    cancel: () => signing?.({ kind: "cancelled" }),
    exportTo: async (connection, { name }, fileName) => {
      happened.push(`export ${connection} to ${name}`);
      if (exportFails) throw new Error("no");
      return { fileName } as unknown as ExportResult;
    },
  });
  store.getState().begin(base, servers);
  return {
    happened,
    ends,
    store,
    failExports: (fails: boolean) => {
      exportFails = fails;
    },
    steps: () => store.getState().servers.map(({ step }) => step.name),
    next: () => nextOf(store.getState().servers)?.name,
  };
};

const made = (id: string, person?: string): SignInEnd => ({ kind: "made", id, ...(person ? { person } : {}) });

test("each server gets a sign-in and an export of what it brought, in turn", async () => {
  const { store, ends, happened, steps, next } = world();
  ends.push(made("c1"), made("c2"));
  await store.getState().take("age1a");
  expect(next()).toBe("db-2");
  await store.getState().take("age1b");
  expect(happened).toEqual(["sign in for db-1", "export c1 to db-1", "sign in for db-2", "export c2 to db-2"]);
  expect(steps()).toEqual(["done", "done", "waiting"]);
  const [first] = store.getState().servers;
  expect(first?.step).toMatchObject({ result: { fileName: "OAuthSettings-sky-studio-db-1.txt" } });
});

test("a sign-in that is cancelled comes again, one that failed says why, and neither makes a file", async () => {
  const { store, ends, happened, steps, next } = world();
  ends.push({ kind: "cancelled" }, { kind: "failed", failure: { kind: "unknown" } }, made("c1"));
  await store.getState().take("age1a");
  expect(steps()).toEqual(["waiting", "waiting", "waiting"]);
  await store.getState().take("age1a");
  expect(steps()).toEqual(["failed", "waiting", "waiting"]);
  expect(next()).toBe("db-1");
  await store.getState().take("age1a");
  expect(steps()[0]).toBe("done");
  expect(happened.filter((each) => each.startsWith("export"))).toHaveLength(1);
});

test("where the file could not be made, it alone is made again: nobody signs in twice", async () => {
  const { store, ends, happened, failExports, steps } = world();
  ends.push(made("c1"));
  failExports(true);
  await store.getState().take("age1a");
  expect(steps()[0]).toBe("failed");
  failExports(false);
  await store.getState().take("age1a");
  expect(steps()[0]).toBe("done");
  expect(happened).toEqual(["sign in for db-1", "export c1 to db-1", "export c1 to db-1"]);
});

test("a server is skipped while its sign-in is under way, and taken up again", async () => {
  const { store, steps, next } = world();
  const under = store.getState().take("age1a");
  expect(steps()[0]).toBe("signing");
  store.getState().skip("age1a");
  await under;
  expect(steps()).toEqual(["skipped", "waiting", "waiting"]);
  expect(next()).toBe("db-2");
  store.getState().again("age1a");
  expect(next()).toBe("db-1");
});

test("one sign-in is under way at a time", async () => {
  const { store, happened } = world();
  const under = store.getState().take("age1a");
  await store.getState().take("age1b");
  expect(happened).toEqual(["sign in for db-1"]);
  store.getState().skip("age1a");
  await under;
});

test("ending here leaves out what is not done, and what was made stays until it is saved", async () => {
  const { store, ends, steps, next } = world();
  ends.push(made("c1"));
  await store.getState().take("age1a");
  store.getState().endHere();
  expect(steps()).toEqual(["done", "skipped", "skipped"]);
  expect(next()).toBeUndefined();
  expect(hasUnsavedFiles(store.getState())).toBe(true);
  store.getState().markSaved(["sky-studio-db-1"]);
  expect(hasUnsavedFiles(store.getState())).toBe(false);
});

test("what a later sign-in of the same person ended is noticed, and done anew with another one", async () => {
  const { store, ends } = world();
  ends.push(made("c1", "Hana"), made("c2", "Ren"), made("c3", "Hana"));
  for (const { recipient } of servers) await store.getState().take(recipient);
  const ended = () => {
    const all = store.getState().servers;
    return all.map((server) => endedBy(all, server)?.name);
  };
  expect(ended()).toEqual(["db-3", undefined, undefined]);
  store.getState().again("age1a");
  expect(nextOf(store.getState().servers)?.name).toBe("db-1");
  ends.push(made("c4", "Yuki"));
  await store.getState().take("age1a");
  expect(ended()).toEqual([undefined, undefined, undefined]);
});
