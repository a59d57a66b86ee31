import { createHash } from "node:crypto";
import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";
import { secretMask } from "../shared/property.ts";
import { withoutSecretShapes } from "../shared/secret-shapes.ts";

/** From this length on, a part of a secret is worth hiding too. */
const partLength = 8;

/**
 * A text with known secrets masked: in plain, as they stand in addresses, forms, JSON, HTML, hex and
 * base64 (`Basic` with any user name included), and where only their beginning or their end is quoted.
 * A secret of less than four characters is masked where it stands as a whole value.
 */
export const masked = (text: string, secrets: readonly string[]): string =>
  longestFirst(secrets).reduce((shown, secret) => {
    const whole = withoutWhole(shown, secret);
    if (secret.length < 4) return whole;
    const parts = [secret, encodeURIComponent(secret)].reduce(withoutParts, whole);
    return base64CoresOf(secret).reduce(withoutBase64, parts);
  }, text);

/** Of two secrets one may be the beginning of the other. */
const longestFirst = (secrets: readonly string[]): readonly string[] =>
  [...new Set(secrets)].filter((secret) => secret !== "").toSorted((one, other) => other.length - one.length);

const withoutWhole = (text: string, secret: string): string =>
  secret.length < 4
    ? text.replace(wholeValue(secret), secretMask)
    : formsOf(secret).reduce((shown, form) => shown.replaceAll(form, secretMask), text);

/** The value between quotes, after `=` or `:`, or all there is: not every "a" of a sentence. */
const wholeValue = (secret: string): RegExp =>
  new RegExp(`(?<=^|["'\`=:>]\\s?)${literally(secret)}(?=$|["'\`&,;<)\\]}\\s])`, "g");

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** A secret as it is written in other places; each form once. */
const formsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, "utf8");
  const inAddress = encodeURIComponent(secret);
  const inForm = new URLSearchParams([["", secret]]).toString().slice(1);
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    ...new Set([
      secret,
      ...[inAddress, inForm, encodeURIComponent(inAddress)].flatMap((form) => [form, withSmallHex(form)]),
      inJson,
      inJson.replaceAll("/", "\\/"),
      inJson.replace(/[^\x20-\x7e]/g, escaped),
      inHtml(secret),
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
    ]),
  ].toSorted((one, other) => other.length - one.length);
};

const withSmallHex = (form: string): string => form.replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase());

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const inHtml = (text: string): string => text.replace(/[&<>"']/g, (each) => entities[each] ?? each);

/** Takes the beginning and the end of a long secret out of a text, where they stand alone. */
const withoutParts = (text: string, form: string): string =>
  form.length < 2 * partLength ? text : withoutEnd(withoutBeginning(text, form), form);

/** Words that a secret may begin with ("practice-…") are no secret by themselves. */
const isPlainWords = (text: string): boolean => /^[\p{Ll}\p{Lu} _.-]+$/u.test(text) && !/\p{Ll}\p{Lu}/u.test(text);

const withoutBeginning = (text: string, form: string): string => {
  const head = form.slice(0, partLength);
  let shown = "";
  let from = 0;
  for (let at = text.indexOf(head); at !== -1; at = text.indexOf(head, from)) {
    const length = commonLength(text, at, form);
    const end = at + length;
    const hide = length === form.length || !isPlainWords(form.slice(0, length));
    shown += hide ? text.slice(from, at) + secretMask : text.slice(from, end);
    from = end;
  }
  return shown + text.slice(from);
};

const withoutEnd = (text: string, form: string): string => {
  const tail = form.slice(-partLength);
  let shown = "";
  let from = 0;
  for (let at = text.indexOf(tail); at !== -1; at = text.indexOf(tail, from)) {
    let start = at;
    let rest = form.length - partLength;
    while (start > from && rest > 0 && text[start - 1] === form[rest - 1]) {
      start--;
      rest--;
    }
    const hide = !isPlainWords(form.slice(rest));
    shown += hide ? text.slice(from, start) + secretMask : text.slice(from, at + partLength);
    from = at + partLength;
  }
  return shown + text.slice(from);
};

const commonLength = (text: string, at: number, form: string): number => {
  let length = 0;
  while (length < form.length && text[at + length] === form[length]) length++;
  return length;
};

/**
 * What base64 of any text that holds the secret has in common: the characters that depend on nothing
 * but the secret, for each of the three ways it may fall into groups of three bytes.
 */
const base64CoresOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret, "utf8");
  const cores = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    return whole.toString("base64url").slice(first, Math.floor((whole.length * 8) / 6));
  });
  return cores.flatMap((core) => [core, core.replaceAll("-", "+").replaceAll("_", "/")]).filter(isLongEnough);
};

/** Shorter ones are words that anybody may write. */
const isLongEnough = (core: string): boolean => core.length >= partLength;

/** What stands around the secret in the same base64 tells of it too. */
const withoutBase64 = (text: string, core: string): string =>
  text.includes(core) ? text.replace(new RegExp(`[\\w+/-]*${literally(core)}[\\w+/-]*={0,2}`, "g"), secretMask) : text;

/**
 * Makes words of a service fit to be shown: known secrets and whatever has the shape of one masked,
 * tags and control characters taken out, blanks folded, cut to a readable length.
 */
export const presentable = (text: string, secrets: readonly (string | undefined)[] = []): string => {
  const known = secrets.filter((secret) => secret !== undefined);
  // Tags and characters nobody sees may part a secret, and a secret may look like a tag.
  const seen = longestFirst(known).reduce(withoutWhole, text.replace(invisible, ""));
  // Taking tags out of a whole page costs seconds; nobody reads beyond its beginning.
  const bare = seen.slice(0, 20 * maximumLength).replace(/<[^>]{0,2000}>/g, "");
  const plain = withoutSecretShapes(masked(bare, known))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replace(/[\u0000-\u001f\u007f\s]+/g, " ")
    .trim();
  return plain.length > maximumLength ? `${plain.slice(0, maximumLength - 1)}…` : plain;
};

const maximumLength = 300;

/** Soft hyphens, joiners, marks of direction. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** The same error with known secrets masked in what it says; anything else as it is. */
export const withoutSecrets = (error: unknown, secrets: readonly string[]): unknown => {
  if (!(error instanceof KeyferryError)) return error;
  const parameters = Object.fromEntries(
    Object.entries(error.parameters).map(([name, value]) => [name, maskedWords(value, secrets)]),
  );
  const { cause, retryAfterMs } = error;
  return new KeyferryError(error.code, parameters, { cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
};

const maskedWords = (words: string | Localised, secrets: readonly string[]): string | Localised =>
  typeof words === "string" ? masked(words, secrets) : { en: masked(words.en, secrets), ja: masked(words.ja, secrets) };

/**
 * Eight hexadecimal digits of a token's SHA-256, so that people can tell tokens apart without seeing
 * them. For what nobody can guess alone: of a password it would let guesses be tried.
 */
export const fingerprint = (token: string): string => createHash("sha256").update(token).digest("hex").slice(0, 8);
