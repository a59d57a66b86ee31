import { expect, test } from "vitest";
import { createChannel } from "./channel.ts";

const collect = async <T>(stream: AsyncGenerator<T, void>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const each of stream) all.push(each);
  return all;
};

test("what was pushed before anybody reads comes out in order", async () => {
  const channel = createChannel<number>();
  for (const each of [1, 2, 3]) channel.push(each);
  channel.end();
  expect(await collect(channel.stream())).toEqual([1, 2, 3]);
});

test("what is pushed while somebody waits comes out at once", async () => {
  const channel = createChannel<string>();
  const stream = channel.stream();
  const first = stream.next();
  channel.push("one");
  expect(await first).toEqual({ value: "one", done: false });
  const second = stream.next();
  channel.push("two");
  channel.push("three");
  channel.end();
  expect(await second).toEqual({ value: "two", done: false });
  expect(await collect(stream)).toEqual(["three"]);
});

test("a failure comes after what was pushed before it", async () => {
  const channel = createChannel<number>();
  channel.push(1);
  channel.fail(new Error("over"));
  const stream = channel.stream();
  expect(await stream.next()).toEqual({ value: 1, done: false });
  await expect(stream.next()).rejects.toThrow("over");
  expect(await stream.next()).toEqual({ value: undefined, done: true });
});

test("values that look like nothing are values all the same", async () => {
  const channel = createChannel<unknown>();
  const odd = [undefined, null, "end", { error: "mine" }, 0, ""];
  for (const each of odd) channel.push(each);
  channel.end();
  expect(await collect(channel.stream())).toEqual(odd);
});

test("an end or a failure while somebody waits ends the wait", async () => {
  const ended = createChannel<number>();
  const waiting = collect(ended.stream());
  ended.end();
  expect(await waiting).toEqual([]);
  const failed = createChannel<number>();
  const doomed = collect(failed.stream());
  failed.fail("a text");
  await expect(doomed).rejects.toBe("a text");
});
