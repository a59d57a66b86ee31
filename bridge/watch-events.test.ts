import { expect, test } from "vitest";
import type { EngineEvent } from "../shared/events.ts";
import { watchEvents } from "./watch-events.ts";

const changed: EngineEvent = { type: "list-changed", at: 1 };

/** An engine that can be made to tell things, and knows how many listen. */
const telling = () => {
  const listeners = new Set<(event: EngineEvent) => void>();
  return {
    tell: (event: EngineEvent) => {
      for (const listener of listeners) listener(event);
    },
    listening: () => listeners.size,
    watch: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

test("a reader hears first that it hears, and then everything in order", async () => {
  const engine = telling();
  const stream = watchEvents(engine, undefined);
  expect(await stream.next()).toEqual({ done: false, value: { type: "watching" } });
  engine.tell(changed);
  engine.tell({ ...changed, at: 2 });
  expect(await stream.next()).toEqual({ done: false, value: changed });
  expect(await stream.next()).toEqual({ done: false, value: { ...changed, at: 2 } });
});

test("a reader that leaves while it waits is no longer told", async () => {
  const engine = telling();
  const leaving = new AbortController();
  const stream = watchEvents(engine, leaving.signal);
  await stream.next();
  const waiting = stream.next();
  expect(engine.listening()).toBe(1);
  leaving.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(engine.listening()).toBe(0);
});

test("a reader that left before hears nothing", async () => {
  const engine = telling();
  const stream = watchEvents(engine, AbortSignal.abort());
  await stream.next();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(engine.listening()).toBe(0);
});
