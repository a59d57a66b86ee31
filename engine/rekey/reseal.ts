import { createHash } from "node:crypto";
import type { KeySource } from "../ports.ts";
import { formatDocument, parseDocument, type SettingsDocument } from "../settings/document.ts";
import { openEnvelope, sealEnvelope } from "../settings/envelope.ts";

/** Whom files are sealed to from now on. */
export interface NewSeal {
  /** The recipient of this machine from now on. */
  readonly own: string;
  /** All recipients this machine ever had, `own` among them: what was theirs becomes `own`'s. */
  readonly everOwn: readonly string[];
  /** The other recipients; null where each file keeps those it has. */
  readonly to: readonly string[] | null;
}

/** A settings file sealed anew, as text. */
export interface Resealed {
  readonly armoured: string;
  readonly document: SettingsDocument;
  readonly recipients: readonly string[];
}

/**
 * Opens a settings file and seals it anew. A passphrase file that the passphrase at hand opens is
 * sealed to recipients: a passphrase is for the journey. Throws what `openEnvelope` and
 * `parseDocument` throw.
 */
export const reseal = async (armoured: string, path: string, keys: KeySource, seal: NewSeal): Promise<Resealed> => {
  const { text } = await openEnvelope(armoured, path, keys);
  const document = sealedAnew(parseDocument(text, path), seal);
  const recipients = document.Recipients ?? [];
  return { armoured: await sealEnvelope(formatDocument(document), { recipients }), document, recipients };
};

/** The document with its recipients and, where this machine owns the grant, its owner brought up to date. */
const sealedAnew = (document: SettingsDocument, { own, everOwn, to }: NewSeal): SettingsDocument => {
  const others = (to ?? document.Recipients ?? []).filter((recipient) => !everOwn.includes(recipient));
  const { Owner } = document.Grant;
  const ours = Owner !== null && everOwn.includes(Owner);
  return {
    ...document,
    Grant: ours ? { ...document.Grant, Owner: own } : document.Grant,
    Recipients: [...new Set([own, ...others])],
  };
};

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
