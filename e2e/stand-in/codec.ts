/** Values as text and back. */
export interface Codec {
  /** Throws "An object could not be cloned." for functions, symbols, promises and the like. */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Structured cloning by way of JSON: cycles and shared references, undefined, NaN, infinities, -0, BigInt, dates, regular
 * expressions, maps, sets, errors, buffers and typed arrays come out as they went in. Objects of a class
 * come out plain. An error keeps its name and message.
 *
 * The text is a list of nodes; the first is the value. A node refers to others by their place.
 * Self-contained: it is also put into pages as text.
 */
export const createCodec = (): Codec => {
  type Node = readonly unknown[];
  const views: Readonly<Record<string, (buffer: ArrayBuffer) => unknown>> = {
    Int8Array: (buffer) => new Int8Array(buffer),
    Uint8Array: (buffer) => new Uint8Array(buffer),
    Uint8ClampedArray: (buffer) => new Uint8ClampedArray(buffer),
    Int16Array: (buffer) => new Int16Array(buffer),
    Uint16Array: (buffer) => new Uint16Array(buffer),
    Int32Array: (buffer) => new Int32Array(buffer),
    Uint32Array: (buffer) => new Uint32Array(buffer),
    Float32Array: (buffer) => new Float32Array(buffer),
    Float64Array: (buffer) => new Float64Array(buffer),
    BigInt64Array: (buffer) => new BigInt64Array(buffer),
    BigUint64Array: (buffer) => new BigUint64Array(buffer),
    DataView: (buffer) => new DataView(buffer),
  };
  const errors: Readonly<Record<string, (message: string) => Error>> = {
    EvalError: (message) => new EvalError(message),
    RangeError: (message) => new RangeError(message),
    ReferenceError: (message) => new ReferenceError(message),
    SyntaxError: (message) => new SyntaxError(message),
    TypeError: (message) => new TypeError(message),
    URIError: (message) => new URIError(message),
  };
  const toBase64 = (bytes: Uint8Array): string => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text: string): ArrayBuffer =>
    Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const refused = () => new Error("An object could not be cloned.");
  const number = (value: number): Node => {
    if (Object.is(value, -0)) return ["n", "-0"];
    return Number.isFinite(value) ? ["p", value] : ["n", String(value)];
  };
  const primitive = (value: unknown): Node => {
    if (value === undefined) return ["u"];
    if (typeof value === "bigint") return ["i", String(value)];
    if (typeof value === "number") return number(value);
    if (value === null || typeof value === "boolean" || typeof value === "string") return ["p", value];
    throw refused();
  };
  const bytesOf = (value: ArrayBufferView): Uint8Array =>
    new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // A Buffer of Node is a Uint8Array elsewhere.
  const viewName = (value: ArrayBufferView) => (value instanceof Uint8Array ? "Uint8Array" : value.constructor.name);
  /** Objects without parts of their own to be followed. */
  const leaf = (value: object): Node | undefined => {
    if (value instanceof Date) return ["d", Number.isNaN(value.getTime()) ? null : value.getTime()];
    if (value instanceof RegExp) return ["r", value.source, value.flags];
    if (value instanceof Error) return ["e", value.name, value.message, value.stack ?? ""];
    if (value instanceof ArrayBuffer) return ["b", "ArrayBuffer", toBase64(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) return ["b", viewName(value), toBase64(bytesOf(value))];
    return undefined;
  };

  const encode = (root: unknown): string => {
    const nodes: Node[] = [];
    const places = new Map<object, number>();
    const add = (value: unknown): number => {
      if (typeof value !== "object" || value === null) return nodes.push(primitive(value)) - 1;
      const known = places.get(value);
      if (known !== undefined) return known;
      // The place is taken before the parts are looked at: they may lead back here.
      const place = nodes.push([]) - 1;
      places.set(value, place);
      nodes[place] = leaf(value) ?? branch(value);
      return place;
    };
    const entries = (value: object) => Object.entries(value).map(([key, each]) => [key, add(each)]);
    const branch = (value: object): Node => {
      if (Array.isArray(value)) return ["a", value.length, entries(value)];
      if (value instanceof Map) return ["m", [...value].map(([key, each]) => [add(key), add(each)])];
      if (value instanceof Set) return ["s", [...value].map(add)];
      if (Object.prototype.toString.call(value) !== "[object Object]") throw refused();
      return ["o", entries(value)];
    };
    add(root);
    return JSON.stringify(nodes);
  };

  const decode = (text: string): unknown => {
    const nodes = JSON.parse(text) as Node[];
    const made = new Map<number, unknown>();
    const keep = <T>(place: number, value: T): T => {
      made.set(place, value);
      return value;
    };
    // An own property even where the key is "__proto__".
    const put = (target: object, key: string, value: unknown) =>
      Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    const error = (name: string, message: string, stack: string): Error => {
      const known = errors[name]?.(message) ?? new Error(message);
      if (known.name !== name)
        Object.defineProperty(known, "name", { value: name, configurable: true, writable: true });
      return Object.defineProperty(known, "stack", { value: stack, configurable: true, writable: true });
    };
    const makers: Readonly<Record<string, (place: number, parts: Node) => unknown>> = {
      u: () => undefined,
      p: (_, [value]) => value,
      i: (_, [value]) => BigInt(value as string),
      n: (_, [value]) => Number(value),
      d: (place, [time]) => keep(place, new Date((time as number | null) ?? Number.NaN)),
      r: (place, [source, flags]) => keep(place, new RegExp(source as string, flags as string)),
      e: (place, [name, message, stack]) => keep(place, error(name as string, message as string, stack as string)),
      b: (place, [kind, content]) => {
        const buffer = fromBase64(content as string);
        return keep(place, views[kind as string]?.(buffer) ?? buffer);
      },
      a: (place, [length, items]) => {
        const list = keep(place, new Array<unknown>(length as number));
        for (const [key, each] of items as [string, number][]) put(list, key, make(each));
        return list;
      },
      m: (place, [pairs]) => {
        const map = keep(place, new Map<unknown, unknown>());
        for (const [key, each] of pairs as [number, number][]) map.set(make(key), make(each));
        return map;
      },
      s: (place, [items]) => {
        const set = keep(place, new Set<unknown>());
        for (const each of items as number[]) set.add(make(each));
        return set;
      },
      o: (place, [pairs]) => {
        const object = keep(place, {});
        for (const [key, each] of pairs as [string, number][]) put(object, key, make(each));
        return object;
      },
    };
    const make = (place: number): unknown => {
      if (made.has(place)) return made.get(place);
      const [kind, ...parts] = nodes[place] ?? [];
      const maker = makers[kind as string];
      if (!maker) throw new Error(`stand-in for Electron: "${String(kind)}" is no kind of value`);
      return maker(place, parts);
    };
    return make(0);
  };
  return { encode, decode };
};
