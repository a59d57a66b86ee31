import { expect, test } from "vitest";
import { createWorld, quietOptions } from "./test-kit.ts";

test("files for one server keep their names in all that is told of them; a key says that it has no grant", async () => {
  const world = await createWorld();
  const [desktop, server] = [await world.machine(), await world.machine()];
  const { connections } = desktop.engine;
  const consent = { InitiateOAuth: "GETANDREFRESH" };
  const studio = await connections.create("basecamp", "Studio", consent, quietOptions());
  const key = await connections.create(
    "highrise",
    "Key",
    { AuthScheme: "APIToken", AccountId: "kumo", APIToken: "practice-highrise-token" },
    quietOptions(),
  );
  expect(studio).not.toHaveProperty("withoutGrant");
  expect(key.withoutGrant).toBe(true);

  const to = { recipients: [await server.engine.recipient()] };
  const made = await desktop.engine.export(
    { connection: studio.id },
    { to, names: ["db-1"], mode: "hand-over", fileName: "OAuthSettings-basecamp-studio.txt" },
  );
  expect(made.connectionString).toContain("OAuthSettingsLocation=~/OAuthSettings-basecamp-studio.txt");
  expect(made.commands.map(({ command }) => command)).toContain("scp OAuthSettings-basecamp-studio.txt SERVER:");
  // Asked to be handed over, a key is copied all the same: there is nothing to hand over.
  const copied = await desktop.engine.export(
    { connection: key.id },
    { to, names: ["db-1"], mode: "hand-over", fileName: "OAuthSettings-highrise-key.txt" },
  );
  expect(copied.mode).toBe("copy");
  const [db1] = await connections.servers();
  expect(db1?.holds.map(({ name, fileName }) => [name, fileName]).toSorted()).toEqual([
    ["Key", "OAuthSettings-highrise-key.txt"],
    ["Studio", "OAuthSettings-basecamp-studio.txt"],
  ]);
});
