import { type Properties, secretMask } from "../property.ts";

/** Writes properties as one line that `parseConnectionString` reads back to the same properties. */
export const formatConnectionString = (properties: Properties): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${quoteWhereNeeded(value)}`)
    .join(";");

/** The same line for people to look at: the values of secret properties show as `••••`. */
export const formatMasked = (properties: Properties, secretNames: ReadonlySet<string>): string =>
  formatConnectionString(
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        secretNames.has(name) && value !== "" ? secretMask : value,
      ]),
    ),
  );

const quoteWhereNeeded = (value: string): string => {
  const needed = value.includes(";") || value !== value.trim() || /^["']|["']$/.test(value);
  if (!needed) return value;
  const quote = value.includes('"') && !value.includes("'") ? "'" : '"';
  return `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
};
