import { type ErrorCode, errorCatalog } from "./error-catalog.ts";
import type { Language, Localised } from "./localised.ts";

/** What is known of a failure where only its code was kept. */
export interface KnownOfFailure {
  readonly service: string;
  /** Where the settings stand. */
  readonly path: string;
}

/**
 * The words for a failure of which the code alone was kept: what a service or the system said in its own
 * words is left out of them. Undefined where nothing is left to say.
 */
export const bareReason = (
  code: ErrorCode,
  { service, path }: KnownOfFailure,
): { readonly cause: Localised; readonly remedy?: Localised } | undefined => {
  const known = { service, host: service, expected: service, ...(pathIsOfSettings(code) ? { path } : {}) };
  const { message, remedy } = errorCatalog[code];
  const cause = inBoth(message, known);
  const next = inBoth(remedy, known);
  return cause && { cause, ...(next ? { remedy: next } : {}) };
};

const pathIsOfSettings = (code: ErrorCode): boolean => code.startsWith("SETTINGS_") || code === "CONSENT_NEEDED";

const inBoth = (text: Localised, known: Readonly<Record<string, string>>): Localised | undefined => {
  const words = { en: bare(text.en, known), ja: bare(text.ja, known) };
  return complete(words, "en") && complete(words, "ja") ? words : undefined;
};

const bare = (template: string, known: Readonly<Record<string, string>>): string =>
  template
    .replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole)
    .replace(/ ?[(（][^()（）]*\{\w+\}[^()（）]*[)）]/g, "")
    .replace(/(?:: )?\{(?:detail|wait|holder)\}/g, "");

const complete = (words: Localised, language: Language): boolean =>
  !words[language].includes("{") && /\p{L}/u.test(words[language]);
