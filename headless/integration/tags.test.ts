import { expect, test } from "vitest";
import { createWorld, quietOptions } from "./test-kit.ts";

test("tags are kept without blanks and repetitions, and taken away again", async () => {
  const world = await createWorld();
  const machine = await world.machine();
  const { connections } = machine.engine;
  const { id } = await connections.create("basecamp", "Work", { InitiateOAuth: "GETANDREFRESH" }, quietOptions());
  await connections.tag(id, [" live ", "", "Sales", "sales"]);
  expect((await connections.list())[0]?.tags).toEqual(["live", "sales"]);
  await connections.rename(id, "Other");
  expect((await connections.get(id)).tags).toEqual(["live", "sales"]);
  await connections.tag(id, []);
  expect((await connections.list())[0]).not.toHaveProperty("tags");
});
