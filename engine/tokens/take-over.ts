import { KeyferryError } from "../../shared/errors.ts";
import { stopUsing } from "../../shared/grant-sharing.ts";
import type { Localised } from "../../shared/localised.ts";
import type { Session } from "../connections/session.ts";
import { note } from "../history/history.ts";
import type { Grant } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { readRecipientNames } from "../settings/recipient-names.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { tellingWhyEnded } from "./ended.ts";
import { ownedBy, ownerName, ownershipOf } from "./ownership.ts";
import { checkService, renewSaved } from "./renew.ts";

/** A grant that this machine owns now. */
export interface TakenOver {
  readonly settings: OpenedSettings;
  /** What to do about the machine it was taken from, where there is one. */
  readonly advice?: Localised;
}

/**
 * Makes this machine the owner of a saved grant. Renewing proves that the service still takes what is
 * kept here; a copyable grant needs no proof, and is only claimed. Throws `TAKE_OVER_REFUSED` where
 * the service does not, `CONSENT_NEEDED`, `SETTINGS_*` or a passing error: what is saved then stays
 * as it is.
 */
export const takeOver = async (session: Session): Promise<TakenOver> => {
  const taken = await takeOverSaved(session);
  await note(session, { type: "taken-over" });
  return taken;
};

const takeOverSaved = async (session: Session): Promise<TakenOver> => {
  const before = await session.store.read();
  if (!before) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
  checkService(session, before);
  const { Grant: grant } = before.document;
  const own = await recipientOf(await session.ports.keys.ensureIdentity());
  if (ownershipOf(grant, own) !== "elsewhere") {
    return { settings: await tellingWhyEnded(session, () => renewSaved(session, { takeOver: true })) };
  }
  const owner = ownerName(grant, await readRecipientNames(session.ports.paths.home));
  if (session.service.grant.sharing === "copyable") return { settings: await claim(session, own) };
  try {
    return { settings: await renewSaved(session, { takeOver: true }), advice: stopUsing(owner) };
  } catch (error) {
    throw error instanceof KeyferryError && error.code === "GRANT_ENDED"
      ? refused(session, grant, owner, error)
      : error;
  }
};

const claim = (session: Session, own: string): Promise<OpenedSettings> =>
  session.store.locked((held) =>
    replaceSettings(held, async () => {
      const current = await held.read();
      if (!current) throw new KeyferryError("CONSENT_NEEDED", { path: session.store.location });
      return ownedBy(own, current);
    }),
  );

/** The service's word is about this copy's token alone: the grant may well live on where it was taken from. */
const refused = (
  { service }: Session,
  { HandedOver }: Grant,
  owner: Localised,
  cause: KeyferryError,
): KeyferryError => {
  const day = HandedOver && new Date(HandedOver.At).toISOString().slice(0, 10);
  return new KeyferryError(
    "TAKE_OVER_REFUSED",
    {
      service: service.name,
      detail: cause.parameters.detail ?? "",
      owner: {
        en: day ? `${owner.en}, where it has been since ${day}` : owner.en,
        ja: day ? `${owner.ja}、${day} に引き渡し` : owner.ja,
      },
    },
    { cause },
  );
};
