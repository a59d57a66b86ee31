import { readFile } from "node:fs/promises";
import { KeyferryError } from "../../shared/errors.ts";
import { shownPath } from "../../shared/secret-shapes.ts";
import type { KeySource } from "../ports.ts";
import { fileReason } from "./file-errors.ts";
import { secretKeyIn } from "./secret-key.ts";

interface KeyFiles {
  /** The identity file, in `age-keygen`'s format. */
  readonly identityPath: string;
  /** A file whose first line is the passphrase of settings files. */
  readonly passphrasePath?: string | undefined;
}

/** Keys from files: an identity with mode 0600, a passphrase file where a person set one. */
export const fileKeySource = ({ identityPath, passphrasePath }: KeyFiles): KeySource => {
  const identity = async (): Promise<string> => {
    const text = await readIdentityFile(identityPath);
    if (text === undefined) throw new KeyferryError("IDENTITY_MISSING", { path: identityPath });
    return secretKeyIn(text, identityPath);
  };
  return {
    identity,
    ensureIdentity: async () => {
      const text = await readIdentityFile(identityPath);
      if (text !== undefined) return secretKeyIn(text, identityPath);
      const { makeIdentityFile } = await import("./make-identity.ts");
      await makeIdentityFile(identityPath);
      return identity();
    },
    passphrase: async () => (passphrasePath ? readPassphraseFile(passphrasePath) : undefined),
  };
};

/** The first line of a passphrase file. Throws `PASSPHRASE_UNREADABLE`. */
export const readPassphraseFile = async (path: string): Promise<string> => {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    // People put the passphrase itself where its file is due.
    const shown = shownPath(path);
    throw new KeyferryError("PASSPHRASE_UNREADABLE", { path: shown, detail: fileReason(error) }, { cause: error });
  });
  const passphrase = text.split(/\r?\n/, 1)[0] ?? "";
  if (passphrase === "") {
    throw new KeyferryError("PASSPHRASE_UNREADABLE", {
      path,
      detail: { en: "its first line is empty", ja: "1 行目が空です" },
    });
  }
  return passphrase;
};

/** The text of an identity file, undefined where there is none. Throws `IDENTITY_DAMAGED`. */
const readIdentityFile = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new KeyferryError("IDENTITY_DAMAGED", { path }, { cause: error });
  });
