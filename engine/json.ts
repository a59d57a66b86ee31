/**
 * Reads JSON without losing digits: a whole number beyond 2^53 (17-digit ids are common) comes back
 * as a string of its digits. A byte order mark before it is passed over (RFC 8259 section 8.1).
 * Returns undefined where the text is not JSON.
 */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""), keepDigits);
  } catch {
    return undefined;
  }
};

/** The third argument is of the proposal `JSON.parse source text access`, in Node since 21. */
const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && context?.source
    ? context.source
    : value;
