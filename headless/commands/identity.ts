import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

/** `keyferry identity`: the recipient, and how the identity behind it is kept. */
export const identity = async (output: Output): Promise<void> => {
  const { engine, keys } = await compose(process.env);
  const recipient = await engine.recipient();
  const { kind, label, strength, warning } = await engine.keyStorage();
  output.note(`${words[kind]} ${label}\n  ${strength.en}`);
  output.result(recipient, {
    recipient,
    ...(keys.file ? { identity: keys.file.path } : {}),
    storage: { kind, label, strength: strength.en, ...(warning ? { warning: warning.en } : {}) },
  });
};

const words = {
  file: "Kept in the file",
  "passphrase-file": "Kept in the encrypted file",
  credential: "Handed over by systemd as",
  command: "Printed by the command in",
  keychain: "Wrapped by the keychain",
} as const;
