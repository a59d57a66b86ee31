import { KeyferryError } from "../../shared/errors.ts";
import { type Localised, untranslated } from "../../shared/localised.ts";
import { utcTime } from "../../shared/utc-time.ts";
import type { Session } from "../connections/session.ts";
import type { SettingsDocument } from "../settings/document.ts";
import type { EndedNote, Intent } from "../settings/journal.ts";

/** How long the service's word that a grant is over is taken as it was said, before it is asked again. */
const believedMs = 60 * 60 * 1000;

/**
 * Throws `GRANT_ENDED`, as the service said it, where it ended this very state of the grant within
 * the last hour: scripts that go on asking do not hammer a service with a dead token.
 */
export const endedBefore = async (session: Session, document: SettingsDocument): Promise<void> => {
  const note = await session.store.ended(document);
  const age = note ? session.ports.clock.now() - note.At : Number.NaN;
  if (note && age >= 0 && age < believedMs) {
    throw grantEnded(session, note);
  }
};

/** The error of a grant that its service ended, as it was noted. */
export const grantEnded = ({ service }: Session, { Detail }: EndedNote): KeyferryError =>
  new KeyferryError("GRANT_ENDED", { service: service.name, detail: Detail });

/** What is noted of an end. */
export const noteOfEnd = (
  { Grant }: SettingsDocument,
  { parameters: { detail = "" } }: KeyferryError,
  now: number,
): EndedNote => ({
  GrantId: Grant.Id,
  Generation: Grant.Generation,
  At: now,
  Detail: typeof detail === "string" ? untranslated(detail) : detail,
});

/**
 * The service refused a token that an interrupted renewal may have spent: the answer was sent and
 * never saved, which is the one loss that no order of steps can rule out.
 */
export const interruptedBy = (session: Session, { StartedAt, Pid, Host }: Intent, cause: unknown): KeyferryError => {
  const who =
    Pid > 0 ? { en: ` by process ${Pid} on ${Host}`, ja: `${Host} のプロセス ${Pid} が` } : { en: "", ja: "" };
  const detail: Localised = {
    en: `the renewal begun at ${utcTime(StartedAt)}${who.en} was interrupted before its answer was saved, and the service has spent the token since`,
    ja: `${utcTime(StartedAt)} に${who.ja}開始したリフレッシュが応答の保存前に中断され、その間にトークンが使用済みになりました`,
  };
  return new KeyferryError("GRANT_ENDED", { service: session.service.name, detail }, { cause });
};
