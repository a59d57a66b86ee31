/**
 * For tests: looks for planted secrets in whatever a program let out. Knows nothing of how the product
 * masks, so that the one does not repeat the mistakes of the other.
 */

/** A secret that must show nowhere, and what to call it in a report. */
export interface Planted {
  readonly name: string;
  readonly value: string;
}

/** A secret that was found; the report holds nothing of it. */
export interface Leak {
  readonly place: string;
  readonly secret: string;
  /** How it was written there. */
  readonly form: string;
  /** The text just before it. */
  readonly after: string;
}

/** Looks into one place. `seen` adds up what was looked through. */
export interface CanarySearch {
  readonly look: (place: string, text: string) => readonly Leak[];
  readonly seen: () => { readonly places: number; readonly characters: number; readonly secrets: number };
}

/** Any run of this many characters out of a secret, however written, is a leak. */
const partLength = 12;
/** So is a beginning or an end of this length in plain. */
const endLength = 8;

/** Makes a search for the secrets. Those that people could guess are only looked for as a whole. */
export const createCanarySearch = (planted: readonly Planted[]): CanarySearch => {
  const parts = createIndex(partLength);
  const ends = createIndex(endLength);
  const wholes: { readonly form: string; readonly text: string; readonly secret: string }[] = [];
  for (const { name, value } of new Map(planted.map((each) => [each.value, each])).values()) {
    if (value.length < 6) throw new Error(`${name} is too short to be looked for`);
    for (const [form, text] of formsOf(value)) {
      if (isGuessable(value) || text.length < partLength) wholes.push({ form, text, secret: name });
      else parts.add(text, { secret: name, form });
    }
    if (isGuessable(value) || value.length < 2 * endLength) continue;
    ends.add(value.slice(0, endLength), { secret: name, form: "beginning" });
    ends.add(value.slice(-endLength), { secret: name, form: "end" });
  }
  let places = 0;
  let characters = 0;
  const look = (place: string, text: string): readonly Leak[] => {
    places++;
    characters += text.length;
    const found = [
      ...parts.find(text),
      ...ends.find(text),
      ...wholes.flatMap(({ form, text: needle, secret }) => {
        const at = text.indexOf(needle);
        return at === -1 ? [] : [{ secret, form, at }];
      }),
    ];
    // The first place of each secret: what stands before that holds nothing of it.
    const first = new Map<string, (typeof found)[number]>();
    for (const each of found.toSorted((one, other) => other.at - one.at)) first.set(each.secret, each);
    return [...first.values()].map(({ secret, form, at }) => ({
      place,
      secret,
      form,
      after: `${text.slice(Math.max(0, at - 60), at)}…`,
    }));
  };
  return { look, seen: () => ({ places, characters, secrets: planted.length }) };
};

/** Words such as `practice-basecamp-secret`, and what tokens begin with: parts of them stand everywhere. */
const isGuessable = (value: string): boolean => /^[a-z-]+$/.test(value);

interface Known {
  readonly secret: string;
  readonly form: string;
}

/** Finds any of many texts of one length in one pass (Rabin and Karp). */
const createIndex = (length: number) => {
  const known = new Map<string, Known>();
  const bits = new Uint8Array(1 << 19);
  let drop = 1;
  for (let each = 1; each < length; each++) drop = Math.imul(drop, base);
  const place = (hash: number): number => (hash ^ (hash >>> 15)) & 0x3fffff;
  return {
    add: (text: string, what: Known): void => {
      for (let at = 0; at + length <= text.length; at++) {
        const part = text.slice(at, at + length);
        if (isGuessable(part)) continue;
        let hash = 0;
        for (let each = 0; each < length; each++) hash = (Math.imul(hash, base) + part.charCodeAt(each)) | 0;
        const bit = place(hash);
        bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
        if (!known.has(part)) known.set(part, what);
      }
    },
    find: (text: string): readonly (Known & { readonly at: number })[] => {
      const found: (Known & { at: number })[] = [];
      let hash = 0;
      for (let at = 0; at < text.length; at++) {
        if (at >= length) hash = (hash - Math.imul(text.charCodeAt(at - length), drop)) | 0;
        hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0;
        const bit = place(hash);
        if (at < length - 1 || ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
        const what = known.get(text.slice(at - length + 1, at + 1));
        if (what) found.push({ ...what, at: at - length + 1 });
      }
      return found;
    },
  };
};

const base = 16_777_619;

/** Every way in which a secret may be written, by name; each writing once. */
const formsOf = (value: string): readonly (readonly [string, string])[] =>
  [...new Map(allFormsOf(value).map(([form, text]) => [text, form]))].map(([text, form]) => [form, text]);

const allFormsOf = (value: string): readonly (readonly [string, string])[] => {
  const bytes = new TextEncoder().encode(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const json = JSON.stringify(value).slice(1, -1);
  const address = encodeURIComponent(value);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const small = (text: string) => text.replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase());
  return [
    ["address", address],
    ["address, small", small(address)],
    ["form", form],
    ["form, small", small(form)],
    ["address twice", encodeURIComponent(address)],
    ["JSON", json],
    ["JSON in JSON", JSON.stringify(json).slice(1, -1)],
    ["JSON, ASCII", json.replace(/[^\x20-\x7e]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`)],
    ["JSON, slashes", json.replaceAll("/", "\\/")],
    ["HTML", html(value)],
    ["hex", hex],
    ["HEX", hex.toUpperCase()],
    ["backwards", [...value].reverse().join("")],
    ...base64Of(bytes),
    ["plain", value],
  ];
};

const html = (text: string): string =>
  text.replace(/[&<>"']/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[each] ?? "&#39;");

/** The inner characters of base64 for each offset of the secret in what was encoded: `user:secret` is found too. */
const base64Of = (bytes: Uint8Array): readonly (readonly [string, string])[] =>
  [0, 1, 2].flatMap((before) => {
    const all = String.fromCharCode(...new Uint8Array(before), ...bytes);
    const core = btoa(all).slice(before === 0 ? 0 : before + 1, Math.floor((all.length * 8) / 6));
    return [
      [`base64, offset ${before}`, core],
      [`base64url, offset ${before}`, core.replaceAll("+", "-").replaceAll("/", "_")],
    ] as const;
  });
