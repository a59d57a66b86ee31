import type { Localised } from "../localised.ts";

/** Where an exported file goes: a way to run the command on a server, or a language that asks it for a token. */
export type KitId = "commands" | "systemd" | "compose" | "kubernetes" | "ansible" | "python" | "node" | "java" | "curl";

/** What the kits are made from. Holds no secret. */
export interface KitFacts {
  /** The id of the service, which stands in the names of files and units. */
  readonly service: string;
  readonly serviceName: string;
  /** What the exported file is called where it was saved. */
  readonly fileName: string;
  /** A passphrase opens the file; else the identities of the servers do. */
  readonly byPassphrase: boolean;
  /** Whether there is a token to keep fresh; an API key or a password has none. */
  readonly hasTokens: boolean;
  /** Where the service's API is for this connection, without a slash at its end. */
  readonly apiBase?: string;
  /** The practice provider that stands in for the service. */
  readonly practiceOrigin?: string;
  /** The plain commands, in order. */
  readonly commands: readonly { readonly command: string; readonly why: Localised }[];
}

/** One thing to do: a command to type, or a file to save under a name. */
export type KitStep =
  | { readonly kind: "run"; readonly why: Localised; readonly command: string }
  | { readonly kind: "file"; readonly why: Localised; readonly name: string; readonly content: string };

/** All that is to be done in one kind of place, in order. */
export interface Kit {
  readonly id: KitId;
  readonly name: Localised;
  readonly lead: Localised;
  readonly steps: readonly KitStep[];
}

/** A command to type. */
export const run = (command: string, why: Localised): KitStep => ({ kind: "run", command, why });

/** A file to save. `lines` are its lines without their ends; an absent one is left out. */
export const file = (name: string, why: Localised, lines: readonly (string | undefined)[]): KitStep => ({
  kind: "file",
  name,
  why,
  content: `${lines.filter((line) => line !== undefined).join("\n")}\n`,
});

/** A word for a shell: plain characters stand as they are, everything else in single quotes. */
export const shellQuote = (text: string): string =>
  /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** What to set in front of a command that a person types, each with a blank after it. */
export const environmentWords = ({ practiceOrigin, byPassphrase }: KitFacts): string =>
  [
    ...(practiceOrigin ? [`KEYFERRY_PRACTICE=${practiceOrigin}`] : []),
    ...(byPassphrase ? ["KEYFERRY_PASSPHRASE_FILE=~/passphrase.txt"] : []),
  ]
    .map((each) => `${each} `)
    .join("");

/** How often the kits look whether the token must be renewed: within the quarter of an hour before it lapses. */
export const lookEverySeconds = 600;
