import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { expectFailure, failureOf } from "../shared/test-kit.ts";
import { embeddedApps } from "./embedded-apps.ts";

const app = { OAuthClientId: "id", OAuthClientSecret: "canary-secret", CallbackURL: "http://localhost:33333" };

const read = async (text: string) => {
  const folder = await mkdtemp(join(tmpdir(), "keyferry-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "apps.json");
  await writeFile(path, text);
  return embeddedApps({ KEYFERRY_EMBEDDED_APPS: path }, false);
};

test("an organisation's apps are taken, after a byte order mark too", async () => {
  expect((await read(JSON.stringify({ basecamp: app }))).basecamp).toEqual(app);
  expect((await read(`\ufeff${JSON.stringify({ basecamp: app })}`)).basecamp).toEqual(app);
});

test.each([
  { OAuthClientId: 7 },
  { OAuthClientSecret: 7 },
  { OAuthClientSecret: { value: "canary-secret" } },
  { OAuthClientSecret: null },
  { CallbackURL: "nowhere" },
  { anyLoopbackPort: "yes" },
])("an app with %j is refused before a sign-in starts, and its secret is not told", async (over) => {
  const error = await failureOf(() => read(JSON.stringify({ basecamp: { ...app, ...over } })));
  expectFailure(error, "INPUT_UNREADABLE", ["canary-secret"]);
});

test.each(["", "[]", "null", "7", '{"basecamp":null}', '{"basecamp":[]}', "{"])("%j holds no apps", async (text) => {
  expectFailure(await failureOf(() => read(text)), "INPUT_UNREADABLE");
});
