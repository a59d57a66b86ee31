import { KeyferryError } from "../../shared/errors.ts";
import { type Localised, untranslated } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Grant, SettingsDocument } from "../settings/document.ts";
import type { Sealing } from "../settings/envelope.ts";
import type { OpenedSettings } from "../settings/store.ts";

/** Who may renew a grant, seen from one machine. */
export type Ownership = "ours" | "unclaimed" | "elsewhere";

/** How a grant stands towards the machine whose recipient is `own`. */
export const ownershipOf = (grant: Grant, own: string | undefined): Ownership => {
  if (grant.HandedOver !== undefined && grant.Owner !== own) return "elsewhere";
  if (grant.Owner === null) return "unclaimed";
  return grant.Owner === own ? "ours" : "elsewhere";
};

/** Whether this machine may renew; services whose grants are copyable do not mind who does. */
export const mayRenew = (service: ServiceDefinition, grant: Grant, own: string): boolean =>
  service.grant.sharing === "copyable" || ownershipOf(grant, own) !== "elsewhere";

/** Throws `OTHER_OWNER`, naming the machine that renews instead. */
export const refuseForeign = (service: ServiceDefinition, grant: Grant, own: string): void => {
  if (!mayRenew(service, grant, own)) throw new KeyferryError("OTHER_OWNER", { owner: ownerName(grant) });
};

/** The owner for people: a recipient cut short, or what is known of the hand-over. */
export const ownerName = (grant: Grant): Localised => {
  const owner = grant.Owner ?? (Array.isArray(grant.HandedOver?.To) ? grant.HandedOver.To[0] : undefined);
  return owner
    ? untranslated(`${owner.slice(0, 12)}…${owner.slice(-6)}`)
    : { en: "whoever received the export with the passphrase", ja: "パスフレーズ付きのエクスポートを受け取ったマシン" };
};

/**
 * The same settings owned by the machine `own`. A passphrase is for the journey: its file is sealed
 * to the machine itself; one sealed to recipients keeps them.
 */
export const ownedBy = (own: string, { document, sealing }: OpenedSettings): OpenedSettings => {
  const { HandedOver: _, ...grant } = document.Grant;
  const owned: SettingsDocument = { ...document, Grant: { ...grant, Owner: own } };
  return { document: owned, sealing: sealingOfOwner(own, sealing) };
};

const sealingOfOwner = (own: string, sealing: Sealing): Sealing =>
  "passphrase" in sealing || !sealing.recipients.includes(own)
    ? { recipients: [own, ...("recipients" in sealing ? sealing.recipients : [])] }
    : sealing;
