import { secretMask } from "../shared/property.ts";

/** A text with known secrets masked, in plain and as they stand in addresses. */
export const masked = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= 4)
    .reduce(
      (shown, secret) => shown.replaceAll(secret, secretMask).replaceAll(encodeURIComponent(secret), secretMask),
      text,
    );

/**
 * Makes words of a service fit to be shown: known secrets masked, tags and control characters
 * taken out, blanks folded, cut to a readable length.
 */
export const presentable = (text: string, secrets: readonly (string | undefined)[] = []): string => {
  const shown = masked(
    text,
    secrets.filter((secret) => secret !== undefined),
  );
  // Taking tags out of a whole page costs seconds; nobody reads beyond its beginning.
  const plain = shown
    .slice(0, 20 * maximumLength)
    .replace(/<[^>]{0,2000}>/g, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replace(/[\u0000-\u001f\u007f\s]+/g, " ")
    .trim();
  return plain.length > maximumLength ? `${plain.slice(0, maximumLength - 1)}…` : plain;
};

const maximumLength = 300;
