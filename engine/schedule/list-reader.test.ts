import { expect, test } from "vitest";
import { listReader } from "./list-reader.ts";

test("the list is read once for all who look at it, and again when it changed or could not be read", async () => {
  let [stamp, reads, broken] = ["one", 0, false];
  const read = listReader({
    stamp: async () => stamp,
    list: async () => {
      reads += 1;
      if (broken) throw new Error("no list");
      return [];
    },
  });
  const first = await read();
  expect(await read()).toBe(first);
  expect(reads).toBe(1);
  stamp = "two";
  broken = true;
  await expect(read()).rejects.toThrow("no list");
  broken = false;
  const second = await read();
  expect(second).not.toBe(first);
  expect(await read()).toBe(second);
  expect(reads).toBe(3);
});
