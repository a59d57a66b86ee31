import { existsSync } from "node:fs";
import { join } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which source the environment names for the identity, and where. */
export type ChosenSource =
  | { readonly kind: "command"; readonly command: string }
  | { readonly kind: "credential"; readonly path: string }
  | { readonly kind: "file"; readonly path: string };

/**
 * Where the identity comes from: a command or a file that a person names, else a credential of
 * systemd, else the file in the home. Throws `IDENTITY_SOURCES` where two are named.
 */
export const chooseSource = (environment: Environment, home: string): ChosenSource => {
  const { KEYFERRY_IDENTITY: path, KEYFERRY_IDENTITY_COMMAND: command } = environment;
  if (path && command) throw new KeyferryError("IDENTITY_SOURCES");
  if (command) return { kind: "command", command };
  if (path) return { kind: "file", path };
  const credential = credentialAt(environment, "keyferry-identity");
  return credential ? { kind: "credential", path: credential } : { kind: "file", path: join(home, "identity.txt") };
};

/** The path of a credential that systemd handed over, where there is one of that name. */
export const credentialAt = ({ CREDENTIALS_DIRECTORY: folder }: Environment, name: string): string | undefined =>
  folder && existsSync(join(folder, name)) ? join(folder, name) : undefined;
