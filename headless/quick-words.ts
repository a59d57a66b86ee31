import type { QuickTarget } from "../engine/quick-token.ts";

/**
 * The plainest forms of `keyferry token`: a settings file, or a service and a connection string, with
 * no other flag. Undefined for everything else, which the whole command line understands.
 */
export const quickWords = (words: readonly string[]): QuickTarget | undefined => {
  const [command, first, second] = words;
  if (command !== "token" || words.length !== 3 || first === undefined || second === undefined) return undefined;
  if (first === "--settings") return { settings: second };
  const plain = !first.startsWith("-") && !second.startsWith("-") && !second.startsWith("@");
  return plain ? { service: first, connectionString: second } : undefined;
};
