import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createWorld, quietOptions } from "./test-kit.ts";

const occupy = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
    onTestFinished(() => {
      server.close();
    });
  });

test("consenting again with the embedded app takes another port where the one of the first time is in use", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const first = await machine.connect("basecamp");
  await occupy(Number(new URL(first.Properties.CallbackURL ?? "").port));
  const again = await machine.connect("basecamp", {}, { again: true });
  expect(again.Grant.Id).not.toBe(first.Grant.Id);
  expect(again.Properties.CallbackURL).not.toBe(first.Properties.CallbackURL);
});

test("a CallbackURL that a person set is kept to, even with the embedded app", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const first = await machine.connect("basecamp");
  const CallbackURL = first.Properties.CallbackURL ?? "";
  await occupy(Number(new URL(CallbackURL).port));
  await expect(machine.connect("basecamp", { CallbackURL }, { again: true })).rejects.toMatchObject({
    code: "CALLBACK_PORT_TAKEN",
  });
});

test("a grant that the service ended shows as needing consent, is not asked about again for an hour, and a new consent heals it", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { connections } = machine.engine;
  const { id } = await connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, quietOptions());
  await world.control("POST", "revoke", { service: "basecamp" });
  world.pass(15 * 24 * 3600);
  const token = () => machine.engine.token({ connection: id });
  await expect(token()).rejects.toMatchObject({ code: "GRANT_ENDED" });
  const asked = await world.count("basecamp", "token");
  const [ended] = await connections.list();
  // A sentence, as whoever asks for the token is told; not the service's bare code.
  expect(ended).toMatchObject({
    health: "consent-needed",
    healthDetail: { en: expect.stringMatching(/^Basecamp has ended this grant \(.+\)\.$/) },
  });
  await expect(token()).rejects.toMatchObject({ code: "GRANT_ENDED", message: ended?.healthDetail?.en });
  expect(await world.count("basecamp", "token")).toBe(asked);
  world.pass(3601);
  await expect(token()).rejects.toMatchObject({ code: "GRANT_ENDED" });
  expect(await world.count("basecamp", "token")).toBe(asked + 1);
  expect(await connections.reconnect(id, quietOptions())).toMatchObject({ health: "good" });
  expect((await token()).tokens.accessToken).not.toBe("");
});
