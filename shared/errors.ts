import { bareError } from "./bare-error.ts";
import { type ErrorCode, errorCatalog } from "./error-catalog.ts";
import type { Language, Localised } from "./localised.ts";
import { withoutSecretShapes } from "./secret-shapes.ts";

/** An error as data: what crosses a process border, and what `--json` prints (in English). */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: Localised;
  readonly remedy: Localised;
}

/** What fills the `{names}` of a message: shown to people, so never a secret. */
type Parameters = Readonly<Record<string, string | Localised>>;

interface KeyferryErrorOptions extends ErrorOptions {
  /** What the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * The one error of this product: a stable `code`, what failed and why (`message`),
 * and what to do next (`remedy`). Parameters are shown, so they never hold a secret; what has the
 * shape of one is masked all the same. Of a `cause` that is no KeyferryError only class, code and
 * place are kept (`bareError`): whoever prints an error prints its causes.
 */
export class KeyferryError extends Error {
  override readonly name = "KeyferryError";
  readonly code: ErrorCode;
  readonly parameters: Parameters;
  /** Milliseconds that the service asked to wait before the next attempt: for schedulers, not shown. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, parameters: Parameters = {}, { retryAfterMs, ...options }: KeyferryErrorOptions = {}) {
    const shown = withoutShapes(parameters);
    super(fill(errorCatalog[code].message, shown, "en"), bareOptions(options));
    this.code = code;
    this.parameters = shown;
    this.retryAfterMs = retryAfterMs;
  }

  /** What to do next, in English. */
  get remedy(): string {
    return fill(errorCatalog[this.code].remedy, this.parameters, "en");
  }

  /** The status a command ends with. */
  get exitStatus(): number {
    return errorCatalog[this.code].exit;
  }

  toData(): ErrorData {
    const { message, remedy } = errorCatalog[this.code];
    return {
      code: this.code,
      message: fillAll(message, this.parameters),
      remedy: fillAll(remedy, this.parameters),
    };
  }
}

const withoutShapes = (parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === "string"
        ? withoutSecretShapes(value)
        : { en: withoutSecretShapes(value.en), ja: withoutSecretShapes(value.ja) },
    ]),
  );

const bareOptions = (options: ErrorOptions | undefined): ErrorOptions | undefined =>
  options?.cause === undefined || options.cause instanceof KeyferryError
    ? options
    : { cause: bareError(options.cause) };

/** Anything thrown, as a KeyferryError: surprises become `INTERNAL`, their cause says where they happened. */
export const asKeyferryError = (thrown: unknown): KeyferryError =>
  thrown instanceof KeyferryError
    ? thrown
    : new KeyferryError(
        "INTERNAL",
        { detail: thrown instanceof Error ? thrown.name : typeof thrown },
        { cause: thrown },
      );

const fill = (template: Localised, parameters: Parameters, language: Language): string =>
  template[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    return inOneLine(typeof value === "object" ? value[language] : (value ?? ""));
  });

const maximumLength = 2000;

/** What filled in may be anybody's: a terminal must not obey it, nor a log take it for two lines, or for a book. */
const inOneLine = (text: string): string => {
  const shown = text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
  return shown.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ");
};

const fillAll = (text: Localised, parameters: Parameters): Localised => ({
  en: fill(text, parameters, "en"),
  ja: fill(text, parameters, "ja"),
});
