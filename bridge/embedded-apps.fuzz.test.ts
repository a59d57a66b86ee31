import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll } from "vitest";
import { canary, changed, fuzz, oddJson, oddText } from "../shared/fuzz-kit.ts";
import { embeddedApps } from "./embedded-apps.ts";

const file = { basecamp: { OAuthClientId: "id", OAuthClientSecret: canary, CallbackURL: "http://localhost:33333" } };
const names = ["OAuthClientId", "OAuthClientSecret", "CallbackURL", "anyLoopbackPort", "basecamp"];
const contents = fc.oneof(
  changed(JSON.stringify(file)),
  oddText(JSON.stringify(file), '{"basecamp":', '{"OAuthClientId":"a"', "https://"),
  fc
    .dictionary(fc.constantFrom(...names), oddJson(...names))
    .map((app) => JSON.stringify({ basecamp: { ...file.basecamp, ...app } })),
  fc.uint8Array(),
);

const home = await mkdtemp(join(tmpdir(), "keyferry-fuzz-"));
afterAll(() => rm(home, { recursive: true, force: true }));

fuzz("embedded apps", contents, async (content) => {
  const path = join(home, "apps.json");
  await writeFile(path, content);
  for (const [id, app] of Object.entries(await embeddedApps({ KEYFERRY_EMBEDDED_APPS: path }, false))) {
    const { OAuthClientId, OAuthClientSecret = "", CallbackURL, anyLoopbackPort = false } = app;
    if ([OAuthClientId, OAuthClientSecret, CallbackURL].some((each) => typeof each !== "string")) {
      throw new Error(`${id} has what is no text`);
    }
    if (typeof anyLoopbackPort !== "boolean") throw new Error(`${id}: anyLoopbackPort is ${anyLoopbackPort}`);
    new URL(CallbackURL);
  }
});
