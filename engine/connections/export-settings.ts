import type { ExportResult } from "../../shared/connection.ts";
import { formatConnectionString } from "../../shared/connection-string/format.ts";
import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import type { Properties } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { formatDocument, type SettingsDocument } from "../settings/document.ts";
import { checkRecipients, recipientOf, type Sealing, sealEnvelope } from "../settings/envelope.ts";
import { ownerName, ownershipOf } from "../tokens/ownership.ts";
import { serverCommands } from "./server-commands.ts";
import { hasTokens, type Session } from "./session.ts";

export type ExportMode = "hand-over" | "copy";

export interface ExportRequest {
  readonly to: Sealing;
  /** Absent: hand over, unless the service's grants are copyable. */
  readonly mode?: ExportMode;
  /** What the file is called where it goes; `OAuthSettings.txt` where absent. */
  readonly fileName?: string;
  /** Makes the file durable where it goes, before this machine lets go of the grant. */
  readonly deliver?: (armoured: string) => Promise<void>;
}

const minimumPassphrase = 8;

/**
 * Makes a settings file for other machines. `hand-over` makes the receiver the owner, and only once
 * the new file is sealed and delivered does this machine's own copy give up renewing. Throws
 * `RECIPIENT_INVALID`, `PASSPHRASE_WEAK`, `OTHER_OWNER`, `CONSENT_NEEDED`, `SETTINGS_*`.
 */
export const exportSettings = async (session: Session, request: ExportRequest): Promise<ExportResult> => {
  checkTarget(request.to);
  const { service } = session;
  const mode = request.mode ?? defaultMode(session);
  return session.store.locked(async (held) => {
    const current = await held.read();
    if (!current) throw new KeyferryError("SETTINGS_MISSING", { path: session.store.location });
    const own = await session.ports.keys.identity().then(recipientOf, () => undefined);
    if (
      mode === "hand-over" &&
      service.grant.sharing !== "copyable" &&
      ownershipOf(current.document.Grant, own) === "elsewhere"
    ) {
      throw new KeyferryError("OTHER_OWNER", { owner: ownerName(current.document.Grant) });
    }
    const prepared = mode === "hand-over" ? await held.prepare() : undefined;
    try {
      const file = await sealEnvelope(formatDocument(travelling(current.document, request.to)), request.to);
      await request.deliver?.(file);
      await prepared?.commit({
        ...current,
        document: handedOver(current.document, request.to, session.ports.clock.now()),
      });
      return describeExport(session, current.document.Properties, file, mode, request);
    } catch (error) {
      await prepared?.abandon();
      throw error;
    }
  });
};

/** A name and a secret are not spent by being used: only grants have one owner. */
const defaultMode = (session: Session): ExportMode =>
  session.service.grant.sharing === "copyable" || !hasTokens(session) ? "copy" : "hand-over";

const checkTarget = (to: Sealing): void => {
  if ("recipients" in to) checkRecipients(to.recipients);
  else if (to.passphrase.length < minimumPassphrase) {
    throw new KeyferryError("PASSPHRASE_WEAK", { minimum: String(minimumPassphrase) });
  }
};

/** A single recipient owns what it receives; of several, or behind a passphrase, the first that uses it. */
const receiverOf = (to: Sealing): string | null =>
  "recipients" in to && to.recipients.length === 1 ? (to.recipients[0] ?? null) : null;

const travelling = (document: SettingsDocument, to: Sealing): SettingsDocument => {
  const { Recipients: _, ...rest } = document;
  const { HandedOver: __, ...grant } = document.Grant;
  return {
    ...rest,
    Format: 1,
    Service: document.Service,
    Name: document.Name,
    Properties: document.Properties,
    Grant: { ...grant, Owner: receiverOf(to) },
    ...("recipients" in to ? { Recipients: to.recipients } : {}),
  };
};

const handedOver = (document: SettingsDocument, to: Sealing, now: number): SettingsDocument => ({
  ...document,
  Grant: {
    ...document.Grant,
    Owner: receiverOf(to),
    HandedOver: { At: now, To: "recipients" in to ? to.recipients : "passphrase" },
  },
});

const describeExport = (
  session: Session,
  saved: Properties,
  file: string,
  mode: ExportMode,
  { to, fileName = "OAuthSettings.txt" }: ExportRequest,
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
  const warning = hasTokens(session) ? copyWarning(session.service, mode) : undefined;
  return {
    file,
    fileName,
    mode,
    sealedTo: "recipients" in to ? to.recipients : "passphrase",
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

const copyWarning = (service: ServiceDefinition, mode: ExportMode): Localised | undefined =>
  mode === "copy" && service.grant.sharing !== "copyable"
    ? {
        en: `Both machines can now renew this grant. ${service.grant.why.en} A renewal on one may end the other's.`,
        ja: `両方のマシンがリフレッシュできる状態です。${service.grant.why.ja} 一方でリフレッシュすると、他方が使えなくなる恐れがあります。`,
      }
    : undefined;
