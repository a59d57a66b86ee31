import { KeyferryError } from "../../shared/errors.ts";
import { machinesText } from "../../shared/grant-place.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { Session } from "../connections/session.ts";
import type { Grant } from "../settings/document.ts";
import { readRecipientNames } from "../settings/recipient-names.ts";

/**
 * Does `work`, and where the service ends the grant meanwhile (`GRANT_ENDED`), adds to its words what
 * the settings tell of the reason: a service only says that a token is spent, not who spent it.
 */
export const tellingWhyEnded = async <T>(session: Session, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    // A cause says that the reason is told already.
    if (!(error instanceof KeyferryError) || error.code !== "GRANT_ENDED" || error.cause instanceof KeyferryError) {
      throw error;
    }
    const grant = (await session.store.read().catch(() => undefined))?.document.Grant;
    const names = await readRecipientNames(session.ports.paths.home);
    const reason = grant && likelyReason(session.service, grant, names);
    if (!reason) throw error;
    const detail = joined(error.parameters.detail, reason);
    throw new KeyferryError("GRANT_ENDED", { ...error.parameters, detail }, { cause: error });
  }
};

/** Why a service may have ended a grant, as far as the settings tell; undefined where they do not. */
export const likelyReason = (
  { grant: { sharing } }: Pick<ServiceDefinition, "grant">,
  { Received }: Grant,
  names: Readonly<Record<string, string>> = {},
): Localised | undefined => {
  if (sharing === "copyable") return undefined;
  if (Received)
    return Received.Mode === "copy" ? copied(senderOf(Received, names)) : takenOver(senderOf(Received, names));
  return sharing === "one-per-login"
    ? {
        en: "a sign-in elsewhere with the same app and user ends it",
        ja: "同じアプリとユーザーで別の場所からサインインすると失効します",
      }
    : undefined;
};

type Sender = Localised | undefined;

const senderOf = ({ From }: NonNullable<Grant["Received"]>, names: Readonly<Record<string, string>>): Sender => {
  if (From === null) return undefined;
  const name = names[From];
  return machinesText([name ? { recipient: From, name } : { recipient: From }]);
};

const takenOver = (sender: Sender): Localised => ({
  en: `another machine may have taken this grant over${sender ? `, such as the one it came from, ${sender.en}` : ""}`,
  ja: `${sender ? `送り手（${sender.ja}）など、` : ""}別のマシンがこの許可を引き継いだ可能性があります`,
});

const copied = (sender: Sender): Localised => ({
  en: `this is a copy, and the machine it was copied from${sender ? `, ${sender.en},` : ""} may have renewed the grant`,
  ja: `このファイルはコピーです。コピー元のマシン${sender ? `（${sender.ja}）` : ""}がリフレッシュした可能性があります`,
});

const joined = (detail: string | Localised | undefined, reason: Localised): Localised => {
  const [en, ja] = typeof detail === "object" ? [detail.en, detail.ja] : [detail, detail];
  return { en: en ? `${en}; ${reason.en}` : reason.en, ja: ja ? `${ja}。${reason.ja}` : reason.ja };
};
