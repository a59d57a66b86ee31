import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCodec } from "./codec.ts";

const { encode, decode } = createCodec();
const roundTrip = (value: unknown): unknown => decode(encode(value));

const leaf = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.date({ noInvalidDate: false }),
  fc.uint8Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
);

const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("value")),
    fc.dictionary(fc.string({ unit: "binary" }), tie("value"), { noNullPrototype: true }),
    fc.array(fc.tuple(tie("value"), tie("value"))).map((pairs) => new Map(pairs)),
    fc.array(tie("value")).map((items) => new Set(items)),
  ),
}));

describe("the codec", () => {
  test("gives back whatever can be cloned", () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toStrictEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test("agrees with structuredClone on what it gives back", () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toStrictEqual(structuredClone(value));
      }),
    );
  });

  test("keeps cycles, and one object that is in two places", () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { one: shared, other: shared };
    value.self = value;
    const got = roundTrip(value) as typeof value;
    expect(got.self).toBe(got);
    expect(got.one).toBe(got.other);
    expect(got.one).toEqual(shared);
  });

  test("keeps a name that is special to JavaScript an ordinary one", () => {
    const got = roundTrip(JSON.parse('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.hasOwn(got, "__proto__")).toBe(true);
    expect(Object.getPrototypeOf(got)).toBe(Object.prototype);
    expect((got as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("keeps an error's kind and words, and an expression's flags", () => {
    const error = roundTrip(new RangeError("too far")) as Error;
    expect(error).toBeInstanceOf(RangeError);
    expect({ name: error.name, message: error.message }).toEqual({ name: "RangeError", message: "too far" });
    expect(roundTrip(/a(b)/giu)).toEqual(/a(b)/giu);
  });

  test("makes a plain array of bytes of Node's Buffer, and of a view its own part only", () => {
    expect(roundTrip(Buffer.from([1, 2]))).toStrictEqual(new Uint8Array([1, 2]));
    expect(roundTrip(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).toStrictEqual(new Uint8Array([2, 3]));
  });

  test.each([
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a promise", Promise.resolve()],
    ["a weak map", new WeakMap()],
  ])("refuses %s, also inside of something", (_name, value) => {
    expect(() => encode(value)).toThrow("An object could not be cloned.");
    expect(() => encode({ list: [value] })).toThrow("An object could not be cloned.");
  });

  test("works from its own text, as it does in a page", () => {
    const again = new Function(`return (${createCodec})()`)() as ReturnType<typeof createCodec>;
    expect(again.decode(encode(new Map([["a", [1n]]])))).toEqual(new Map([["a", [1n]]]));
  });
});
