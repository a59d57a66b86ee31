import { type KeyStorage, keyStrengths } from "../../shared/key-storage.ts";
import type { Localised } from "../../shared/localised.ts";
import { formOf, type IdentityForm, type IdentityPlace, readIdentityFile } from "./open-identity.ts";
import { openToOthers } from "./open-to-others.ts";
import type { WrapperState } from "./wrapper.ts";

/**
 * How the identity at a place is kept, or would be if it were made now. Opens nothing and never
 * throws: what is wrong with the file shows where it is used.
 */
export const storageOf = async (place: IdentityPlace): Promise<KeyStorage> => {
  const form = await existingForm(place.identityPath);
  const state = await place.wrapper?.state();
  switch (form?.form ?? formOfNew(place, state)) {
    case "wrapped":
      return keychainStorage(form, state);
    case "passphrase":
      return {
        kind: "passphrase-file",
        label: place.identityPath,
        strength: keyStrengths["passphrase-file"],
        ...warningOf(form && weaknessOf(place, "passphrase")),
      };
    case "plain":
      return {
        kind: "file",
        label: place.identityPath,
        strength: keyStrengths.file,
        ...warningOf((form && weaknessOf(place, "plain")) ?? reasonAgainst(state)),
        ...(state?.available ? { keychainOffered: state.label } : {}),
      };
  }
};

/** The form that a new identity would be given. */
export const formOfNew = (place: IdentityPlace, state: WrapperState | undefined): IdentityForm["form"] => {
  if (state?.available) return "wrapped";
  return place.identityPassphrasePath || place.typedPassphrase?.() !== undefined ? "passphrase" : "plain";
};

const existingForm = async (path: string): Promise<IdentityForm | undefined> => {
  const bytes = await readIdentityFile(path).catch(() => undefined);
  return bytes && formOf(bytes, path).catch(() => ({ form: "plain" }) as const);
};

const keychainStorage = (form: IdentityForm | undefined, state: WrapperState | undefined): KeyStorage => {
  const madeBy = form?.form === "wrapped" ? (form.file.Wraps[0]?.Label ?? "") : "";
  return state?.available
    ? { kind: "keychain", label: state.label, strength: state.strength }
    : { kind: "keychain", label: madeBy, strength: notHere, ...warningOf(reasonAgainst(state)) };
};

const reasonAgainst = (state: WrapperState | undefined): Localised | undefined =>
  state && !state.available ? state.reason : undefined;

const warningOf = (warning: Localised | undefined): { readonly warning?: Localised } => (warning ? { warning } : {});

const notHere: Localised = {
  en: "Wrapped by a keychain that cannot be opened here.",
  ja: "ここでは開けないキーチェーンで保護されています。",
};

/** What is weaker than it needs to be about a file that is there. */
export const weaknessOf = (files: IdentityPlace, form: IdentityForm["form"]): Localised | undefined => {
  const { identityPath, identityPassphrasePath, passphraseFromSystemd } = files;
  if (form === "plain") {
    return readableByOthers(identityPath) ?? (identityPassphrasePath ? notEncrypted(identityPath) : undefined);
  }
  const judged = form === "passphrase" && passphraseFromSystemd !== true ? identityPassphrasePath : undefined;
  return judged === undefined ? undefined : readableByOthers(judged);
};

/** A warning where a file that holds a secret is open to more than its user. */
export const readableByOthers = (path: string): Localised | undefined => {
  const mode = modeOf(path);
  return mode === undefined
    ? undefined
    : {
        en: `Other users of this machine may read ${path} (mode ${mode}). Run: chmod 600 ${path}`,
        ja: `このマシンのほかのユーザーが ${path} を読み取れる可能性があります（モード ${mode}）。chmod 600 ${path} を実行してください。`,
      };
};

const modeOf = (path: string): string | undefined => {
  try {
    return openToOthers(path);
  } catch {
    return undefined;
  }
};

const notEncrypted = (path: string): Localised => ({
  en: `KEYFERRY_IDENTITY_PASSPHRASE_FILE is set, but ${path} is not encrypted. Encrypt it with age -p.`,
  ja: `KEYFERRY_IDENTITY_PASSPHRASE_FILE が設定されていますが、${path} は暗号化されていません。age -p で暗号化してください。`,
});
