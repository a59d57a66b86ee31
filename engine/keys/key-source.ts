import type { Localised } from "../../shared/localised.ts";
import type { KeySource } from "../ports.ts";
import { chooseSource, credentialAt, type Environment } from "./choose-source.ts";
import { commandKeySource } from "./command-source.ts";
import { credentialKeySource } from "./credential-source.ts";
import { fileKeySource } from "./identity-file.ts";
import { readPassphraseFile } from "./passphrase-file.ts";
import { readableByOthers } from "./storage.ts";
import type { Wrapper } from "./wrapper.ts";

interface Surroundings {
  readonly environment: Environment;
  readonly home: string;
  /** The keychain that a shell brings; asked only where the identity is a file. */
  readonly keychain?: Wrapper | undefined;
  /** There is a person who decides how a key is kept that no keychain can keep. */
  readonly personDecides?: boolean | undefined;
  readonly onWarning?: ((warning: Localised) => void) | undefined;
}

/** The keys that the environment names. Touches nothing until a key is asked for. */
export const keySource = ({ environment, home, keychain, personDecides, onWarning }: Surroundings): KeySource => {
  const source = chooseSource(environment, home);
  const passphrase = settingsPassphrase(environment, onWarning);
  const named = environment.KEYFERRY_IDENTITY_PASSPHRASE_FILE;
  const identityPassphrasePath = named || credentialAt(environment, "keyferry-identity-passphrase");
  switch (source.kind) {
    case "command":
      return commandKeySource({ command: source.command, passphrase });
    case "credential":
      return credentialKeySource({ path: source.path, passphrase, identityPassphrasePath });
    case "file":
      return {
        ...fileKeySource({
          identityPath: source.path,
          identityPassphrasePath,
          passphraseFromSystemd: !named,
          wrapper: keychain,
          ...(personDecides && !identityPassphrasePath ? { personDecides } : {}),
          onWarning,
        }),
        passphrase,
      };
  }
};

/** The passphrase of settings files: from the file that is named, else from systemd. */
const settingsPassphrase = (
  environment: Environment,
  onWarning: Surroundings["onWarning"],
): KeySource["passphrase"] => {
  const named = environment.KEYFERRY_PASSPHRASE_FILE;
  const path = named || credentialAt(environment, "keyferry-passphrase");
  let warned = !named;
  return async () => {
    if (path === undefined) return undefined;
    const warning = warned ? undefined : readableByOthers(path);
    warned = true;
    if (warning) onWarning?.(warning);
    return readPassphraseFile(path);
  };
};
