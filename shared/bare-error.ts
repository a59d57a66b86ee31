/**
 * What may be kept of an error that somebody else made: its class, its code and where it happened.
 * Not its words, and none of its members: libraries put whole answers, addresses and headers there,
 * and whoever prints an error prints its causes too.
 */
export const bareError = (thrown: unknown): Error => {
  const name = thrown instanceof Error ? plainName(thrown.name) : typeof thrown;
  const code = codeOf(thrown);
  const bare = new Error(code ?? "");
  bare.name = name;
  bare.stack = [`${name}${code ? ` [${code}]` : ""}`, ...framesOf(thrown)].join("\n");
  return Object.assign(bare, code === undefined ? {} : { code });
};

/** Where an error was thrown: the frames of its stack. Its words stand above them, on any number of lines. */
const framesOf = (thrown: unknown): readonly string[] =>
  thrown instanceof Error && typeof thrown.stack === "string"
    ? thrown.stack.split("\n").filter((line) => /^ {4}at .{1,400}:\d+:\d+\)?$/.test(line))
    : [];

/** One line about a surprise for a log: its class, its code and where it happened. */
export const surpriseLine = (error: Error): string => {
  const code = codeOf(error);
  return `${plainName(error.name)}${code ? ` [${code}]` : ""} ${framesOf(error)[0]?.trim() ?? "at ?"}`;
};

const codeOf = (thrown: unknown): string | undefined => {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
};

const plainName = (name: unknown): string => (typeof name === "string" && /^\w{1,60}$/.test(name) ? name : "Error");
