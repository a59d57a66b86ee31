import { KeyferryError } from "../../shared/errors.ts";
import { type KeyState, shortestPassphrase } from "../../shared/key-gate.ts";
import type { KeyGate } from "../ports.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { fileReason } from "../settings/file-errors.ts";
import { identityText } from "./identity-text.ts";
import { makeIdentityFile, replaceIdentityFile } from "./make-identity.ts";
import { formOf, type IdentityPlace, type OpenedIdentity, readIdentityFile } from "./open-identity.ts";
import { openPassphraseIdentity, sealPassphraseIdentity } from "./passphrase-identity.ts";
import { newRecoveryCode } from "./recovery-code.ts";
import {
  formatWrapped,
  hasRecovery,
  openRecovered,
  type WrappedIdentity,
  withRecovery,
  wrappedAnew,
} from "./wrapped-identity.ts";

interface GateParts {
  readonly place: IdentityPlace;
  readonly type: (passphrase: string) => void;
  /** Where the identity is now, opened; undefined where there is none. */
  readonly opened: () => Promise<{ readonly bytes: Buffer; readonly identity: OpenedIdentity } | undefined>;
}

/** The gate of an identity file. */
export const keyGate = ({ place, type, opened }: GateParts): KeyGate => {
  const { identityPath: path, wrapper } = place;
  const keychainState = () => wrapper?.state();
  const wrappedFile = async (): Promise<{ bytes: Buffer; file: WrappedIdentity } | undefined> => {
    const bytes = await readIdentityFile(path);
    const form = bytes && (await formOf(bytes, path));
    return bytes && form?.form === "wrapped" ? { bytes, file: form.file } : undefined;
  };
  const make = async (passphrase?: string): Promise<void> => {
    if (passphrase !== undefined) type(passphrase);
    await makeIdentityFile({ ...place, personDecides: false, wrapper: undefined });
  };

  const firstState = async (): Promise<KeyState> => {
    const keychain = await keychainState();
    if (keychain && !keychain.available && place.personDecides) return { state: "undecided", reason: keychain.reason };
    await makeIdentityFile(place);
    return keychain?.available ? { state: "ready", recovery: "missing" } : { state: "ready", recovery: "not-needed" };
  };
  const readyState = async (identity: OpenedIdentity): Promise<KeyState> => ({
    state: "ready",
    recovery: identity.form !== "wrapped" ? "not-needed" : hasRecovery(identity.opened.file) ? "made" : "missing",
  });

  return {
    state: async () => {
      try {
        const there = await opened();
        return there ? await readyState(there.identity) : await firstState();
      } catch (error) {
        if (!(error instanceof KeyferryError)) throw error;
        if (error.code === "IDENTITY_PASSPHRASE_MISSING") return { state: "passphrase" };
        if (!/^(KEYCHAIN_|IDENTITY_IN_KEYCHAIN)/.test(error.code)) throw error;
        const kept = await wrappedFile();
        const recoverable = kept !== undefined && hasRecovery(kept.file);
        const keychain = (await keychainState())?.available ?? false;
        return { state: "lost", error: error.toData(), recoverable, keychain };
      }
    },
    choosePassphrase: async (passphrase) => {
      checkLength(passphrase);
      await make(passphrase);
    },
    choosePlainFile: () => make(),
    unlock: async (passphrase) => {
      const bytes = await readIdentityFile(path);
      if (!bytes) throw new KeyferryError("IDENTITY_MISSING", { path });
      await openPassphraseIdentity(bytes, path, passphrase);
      type(passphrase);
    },
    makeRecoveryCode: async (show) => {
      const { bytes, identity } = (await opened()) ?? {};
      if (!bytes || identity?.form !== "wrapped") return false;
      const code = newRecoveryCode();
      const content = formatWrapped(await withRecovery(identity.opened, code));
      if (!(await show(code))) return false;
      await replaceIdentityFile(path, bytes, content);
      return true;
    },
    recover: async (code, passphrase) => {
      const kept = await wrappedFile();
      if (!kept) throw new KeyferryError("RECOVERY_CODE_MISSING", { path });
      const recovered = await openRecovered(kept.file, path, code);
      if (wrapper && (await keychainState())?.available) {
        await keepBeside(path, kept.bytes);
        await replaceIdentityFile(path, kept.bytes, formatWrapped(await wrappedAnew(recovered, wrapper)));
        return;
      }
      checkLength(passphrase ?? "");
      const content = await sealPassphraseIdentity(await identityText(recovered.keys), passphrase ?? "");
      await keepBeside(path, kept.bytes);
      await replaceIdentityFile(path, kept.bytes, content);
      type(passphrase ?? "");
    },
  };
};

const checkLength = (passphrase: string): void => {
  if ([...passphrase].length < shortestPassphrase)
    throw new KeyferryError("PASSPHRASE_TOO_SHORT", { least: String(shortestPassphrase) });
};

/** The file as it was: should its keychain come back, so does the old way in. */
const keepBeside = async (path: string, bytes: Buffer): Promise<void> => {
  const kept = `${path}.before-recovery-${new Date().toISOString().replaceAll(":", "-")}`;
  await writeFileAtomically(kept, bytes.toString("utf8")).catch((error: unknown) => {
    throw new KeyferryError("FILE_UNWRITABLE", { path: kept, detail: fileReason(error) }, { cause: error });
  });
};
