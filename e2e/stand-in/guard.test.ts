import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { emitterOf } from "./emitter.ts";
import { guard, guardClass } from "./guard.ts";

describe("a guarded object", () => {
  test("has what it has, also where that is undefined", () => {
    const object = guard("thing", { one: 1, nothing: undefined });
    expect([object.one, object.nothing]).toEqual([1, undefined]);
  });

  test("throws for everything else, by its name", () => {
    const object = guard("thing", {}) as { missing?: () => void };
    expect(() => object.missing?.()).toThrow("stand-in for Electron: thing.missing is not implemented");
  });

  test("lets a test put something in the place of what is missing", () => {
    const object = guard("thing", {}) as { missing?: () => number };
    object.missing = () => 5;
    expect(object.missing()).toBe(5);
    expect(Object.keys(object)).toEqual(["missing"]);
  });

  test("can be awaited, printed, compared and turned into JSON", async () => {
    const object = guard("thing", { one: 1 });
    expect(await Promise.resolve(object)).toBe(object);
    expect(JSON.stringify(object)).toBe('{"one":1}');
    expect(`${object}`).toBe("[object Object]");
    expect({ ...object }).toEqual({ one: 1 });
  });
});

describe("a guarded emitter", () => {
  class Thing extends emitterOf("thing", ["known"]) {
    readonly #secret = 3;
    get secret(): number {
      return this.#secret;
    }
  }

  test("emits what it knows, and has its own fields", () => {
    const thing = new Thing();
    const heard: unknown[] = [];
    thing.on("known", (value) => heard.push(value));
    thing.once("known", (value) => heard.push(value));
    thing.emit("known", 1);
    thing.emit("known", 2);
    expect([heard, thing.secret]).toEqual([[1, 1, 2], 3]);
  });

  test("throws for a listener of what is never emitted", () => {
    expect(() => new Thing().on("unknown", () => {})).toThrow('stand-in for Electron: thing never emits "unknown"');
    expect(() => new Thing().once("unknown", () => {})).toThrow("never emits");
  });

  test("throws for what it does not have, and leaves everybody else's emitters alone", () => {
    expect(() => (new Thing() as unknown as { missing: unknown }).missing).toThrow("thing.missing is not implemented");
    expect((new EventEmitter() as unknown as { missing: unknown }).missing).toBeUndefined();
    expect(({} as { missing?: unknown }).missing).toBeUndefined();
  });

  test("as a class, throws for what the class does not have, and still makes objects", () => {
    const Guarded = guardClass("Thing", Thing);
    expect(new Guarded()).toBeInstanceOf(Guarded);
    expect(() => (Guarded as unknown as { missing: unknown }).missing).toThrow("Thing.missing is not implemented");
  });
});
