import { randomUUID } from "node:crypto";
import type { ExportCheck, ExportResult } from "../../shared/connection.ts";
import { formatConnectionString } from "../../shared/connection-string/format.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { type ExportMode, standardMode } from "../../shared/grant-sharing.ts";
import type { Properties } from "../../shared/property.ts";
import { mapAddress } from "../addresses.ts";
import { note } from "../history/history.ts";
import { type CopyRecord, recordCopy } from "../settings/copy-records.ts";
import { formatDocument, type SettingsDocument } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { sealProven } from "../settings/proven-envelope.ts";
import { readRecipientNames, saveRecipientNames, tidyName } from "../settings/recipient-names.ts";
import { ownerName, ownershipOf } from "../tokens/ownership.ts";
import { handedOver, handOverOf, travelling } from "./export-documents.ts";
import {
  checkRequest,
  type ExportRequest,
  namesByRecipient,
  noticeOf,
  standardFileName,
  withoutRepeats,
} from "./export-request.ts";
import { serverCommands } from "./server-commands.ts";
import { hasTokens, type Session } from "./session.ts";

/**
 * Makes a settings file for other machines. `hand-over` makes the receiver the owner, and only once
 * the new file is sealed, opened again to prove it, and delivered does this machine's own copy give up
 * renewing. Throws `USAGE`, `RECIPIENT_INVALID`, `PASSPHRASE_WEAK`, `OTHER_OWNER`, `CONSENT_NEEDED`,
 * `EXPORT_UNPROVEN`, `SETTINGS_*`.
 */
export const exportSettings = async (session: Session, given: ExportRequest): Promise<ExportResult> => {
  checkRequest(given);
  const request = withoutRepeats(given);
  const mode = modeOf(session, request.mode);
  const { home } = session.ports.paths;
  return session.store.locked(async (held) => {
    const current = await held.read();
    if (!current) throw new KeyferryError("SETTINGS_MISSING", { path: session.store.location });
    const own = await session.ports.keys.identity().then(recipientOf, () => undefined);
    await refuseExportOfForeign(session, current.document, own);
    if (hasTokens(session)) request.announce?.(noticeOf(session.service, mode, request.to));
    const prepared = mode === "hand-over" ? await held.prepare() : undefined;
    const now = session.ports.clock.now();
    try {
      // A name that cannot be kept stops the export while nothing is changed yet.
      if (request.names && "recipients" in request.to) {
        await saveRecipientNames(home, namesByRecipient(request.to.recipients, request.names));
      }
      const receipt = { From: own ?? null, At: now, Mode: mode };
      const text = formatDocument(travelling(current.document, request.to, receipt));
      const { armoured, check } = await sealProven(text, request.to, session.ports.keys);
      await request.deliver?.(armoured);
      await prepared?.commit({ ...current, document: handedOver(current.document, handOverOf(request, now)) });
      // The file is made by now: that it could not be noted must not make a failure of it.
      if (mode === "copy") await recordCopy(home, copyOf(session, current.document, request, now)).catch(() => {});
      await note(session, { type: "exported", mode, ...receiversOf(request) });
      return describeExport(session, current.document.Properties, { file: armoured, check, mode }, request);
    } catch (error) {
      await prepared?.abandon();
      throw error;
    }
  });
};

/** What this machine notes of a copy, which leaves no trace in its own file. */
const copyOf = (session: Session, document: SettingsDocument, request: ExportRequest, now: number): CopyRecord => ({
  Id: randomUUID(),
  Service: session.service.id,
  Name: session.name || document.Name,
  Settings: session.store.location,
  ...handOverOf(request, now),
});

/** For whom a file was made; a passphrase may have a receiver with a name too. */
const receiversOf = ({ to, names = [] }: ExportRequest) => ({
  receivers: "recipients" in to ? to.recipients.length : 0,
  names: names.map(tidyName).filter((name) => name !== ""),
});

/** A name and a secret are not spent by being used: only grants can be handed over. */
const modeOf = (session: Session, wished: ExportMode | undefined): ExportMode =>
  hasTokens(session) ? (wished ?? standardMode(session.service.grant.sharing)) : "copy";

/** What another machine renews is its to export: the token kept here may be spent, and using it end the grant there. */
const refuseExportOfForeign = async (
  session: Session,
  { Grant: grant }: SettingsDocument,
  own: string | undefined,
): Promise<void> => {
  if (!hasTokens(session) || session.service.grant.sharing === "copyable") return;
  if (ownershipOf(grant, own) !== "elsewhere") return;
  throw new KeyferryError("OTHER_OWNER", {
    owner: ownerName(grant, await readRecipientNames(session.ports.paths.home)),
  });
};

const describeExport = (
  session: Session,
  saved: Properties,
  { file, check, mode }: { readonly file: string; readonly check: ExportCheck; readonly mode: ExportMode },
  { to, names, fileName = standardFileName }: ExportRequest,
): ExportResult => {
  const location = `~/${fileName}`;
  const own = Object.fromEntries(
    session.service.properties
      .filter(({ secret }) => !secret)
      .flatMap(({ name }) => {
        const value = session.given[name] ?? saved[name];
        return value === undefined ? [] : [[name, value]];
      }),
  );
  const connectionString = formatConnectionString({
    ...(session.scheme === session.service.authSchemes[0] ? {} : { AuthScheme: session.scheme }),
    ...(hasTokens(session) ? { InitiateOAuth: "REFRESH" } : {}),
    OAuthSettingsLocation: location,
    ...own,
  });
  const warning = hasTokens(session) ? noticeOf(session.service, mode, to).warning : undefined;
  return {
    file,
    fileName,
    service: session.service.id,
    mode,
    sealedTo: "recipients" in to ? to.recipients : "passphrase",
    ...(names ? { names: names.map(tidyName) } : {}),
    checked: check,
    hasTokens: hasTokens(session),
    ...apiBaseOf(session, saved),
    ...(session.ports.practiceOrigin ? { practiceOrigin: session.ports.practiceOrigin } : {}),
    connectionString,
    commands: serverCommands({
      service: session.service.id,
      fileName,
      connectionString,
      byPassphrase: "passphrase" in to,
      hasTokens: hasTokens(session),
      practiceOrigin: session.ports.practiceOrigin,
    }),
    ...(warning ? { warning } : {}),
  };
};

/** Drivers make the address from properties, and may not be able to from what was saved. */
const apiBaseOf = ({ driver, given, ports }: Session, saved: Properties): Pick<ExportResult, "apiBase"> => {
  try {
    return { apiBase: mapAddress(driver.apiBase({ ...saved, ...given }), ports.practiceOrigin).replace(/\/+$/, "") };
  } catch {
    return {};
  }
};
