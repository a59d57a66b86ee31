import { KeyferryError } from "../../shared/errors.ts";
import { type GrantMachine, type GrantPlace, machinesText } from "../../shared/grant-place.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Grant, SettingsDocument } from "../settings/document.ts";
import type { Sealing } from "../settings/envelope.ts";
import type { RecipientNames } from "../settings/recipient-names.ts";
import type { OpenedSettings } from "../settings/store.ts";

/** Who may renew a grant, seen from one machine. */
export type Ownership = "ours" | "unclaimed" | "elsewhere";

/** How a grant stands towards the machine whose recipient is `own`. */
export const ownershipOf = (grant: Grant, own: string | undefined): Ownership => {
  if (grant.HandedOver !== undefined && grant.Owner !== own) return "elsewhere";
  if (grant.Owner === null) return "unclaimed";
  return grant.Owner === own ? "ours" : "elsewhere";
};

/**
 * Whether this machine may renew. Services whose grants are copyable do not mind who does; but what
 * a person handed over is renewed here no more, until it is taken back.
 */
export const mayRenew = (service: ServiceDefinition, grant: Grant, own: string): boolean =>
  ownershipOf(grant, own) !== "elsewhere" || (service.grant.sharing === "copyable" && grant.HandedOver === undefined);

/** Throws `OTHER_OWNER`, naming the machine that renews instead. */
export const refuseForeign = (service: ServiceDefinition, grant: Grant, own: string): void => {
  if (!mayRenew(service, grant, own)) throw new KeyferryError("OTHER_OWNER", { owner: ownerName(grant) });
};

/** The machines that may be the owner: one, where it is known. `names` win over what the hand-over noted. */
export const ownersOf = ({ Owner, HandedOver }: Grant, names: RecipientNames = {}): readonly GrantMachine[] => {
  if (HandedOver?.To === "passphrase" && Owner === null) return HandedOver.Names?.map((name) => ({ name })) ?? [];
  const receivers = Array.isArray(HandedOver?.To) ? (HandedOver.To as readonly string[]) : [];
  return (Owner === null ? receivers : [Owner]).map((recipient) => {
    const name = names[recipient] ?? HandedOver?.Names?.[receivers.indexOf(recipient)];
    return name ? { recipient, name } : { recipient };
  });
};

/** The owner for people: a name, a recipient cut short, or what is known of the hand-over. */
export const ownerName = (grant: Grant, names?: RecipientNames): Localised => machinesText(ownersOf(grant, names));

/** Where a grant lives, seen from the machine whose recipient is `own`. */
export const placeOf = (grant: Grant, own: string | undefined, names?: RecipientNames): GrantPlace => {
  switch (ownershipOf(grant, own)) {
    case "ours":
      return { kind: "here" };
    case "unclaimed":
      return { kind: "nobody" };
    case "elsewhere":
      return { kind: "elsewhere", machines: ownersOf(grant, names), ...handedOverFrom(grant) };
  }
};

const handedOverFrom = ({ HandedOver }: Grant) =>
  HandedOver === undefined
    ? {}
    : { handedOver: { at: HandedOver.At, ...(HandedOver.File ? { fileName: HandedOver.File } : {}) } };

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
