import { KeyferryError } from "../../shared/errors.ts";
import { type ExportMode, exportWarning } from "../../shared/grant-sharing.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { checkRecipients, type Sealing } from "../settings/envelope.ts";
import { type RecipientNames, tidyName } from "../settings/recipient-names.ts";

/** What is to be exported, and for whom. */
export interface ExportRequest {
  readonly to: Sealing;
  /** What to call the receivers, in the order of the recipients; with a passphrase, one name. */
  readonly names?: readonly string[];
  /** Absent: hand over, unless the service's grants are copyable. */
  readonly mode?: ExportMode;
  /** What the file is called where it goes; `OAuthSettings.txt` where absent. */
  readonly fileName?: string;
  /** Told, before anything is made, what the export means for a grant; not where there is none. */
  readonly announce?: (notice: ExportNotice) => void;
  /** Makes the file durable where it goes, before this machine lets go of the grant. */
  readonly deliver?: (armoured: string) => Promise<void>;
}

/** What an export means for the grant. */
export interface ExportNotice {
  readonly service: ServiceDefinition;
  readonly mode: ExportMode;
  readonly warning?: Localised;
}

/** What a settings file is called where nothing else is said. */
export const standardFileName = "OAuthSettings.txt";

const minimumPassphrase = 8;

/** Throws `RECIPIENT_INVALID`, `PASSPHRASE_WEAK`, or `USAGE` where there are more names than receivers. */
export const checkRequest = ({ to, names = [] }: ExportRequest): void => {
  if ("recipients" in to) checkRecipients(to.recipients);
  else if (to.passphrase.length < minimumPassphrase) {
    throw new KeyferryError("PASSPHRASE_WEAK", { minimum: String(minimumPassphrase) });
  }
  if (names.length > receiversOf(to)) {
    throw new KeyferryError("USAGE", {
      detail: {
        en: `${names.length} names are given for ${receiversOf(to)} receivers.`,
        ja: `受信者 ${receiversOf(to)} 件に対して名前が ${names.length} 件指定されています。`,
      },
    });
  }
};

const receiversOf = (to: Sealing): number => ("recipients" in to ? to.recipients.length : 1);

/** What an export means for the grant, before it is made and after. */
export const noticeOf = (service: ServiceDefinition, mode: ExportMode, to: Sealing): ExportNotice => {
  const warning = exportWarning(service, mode, "recipients" in to ? to.recipients.length : "passphrase");
  return { service, mode, ...(warning ? { warning } : {}) };
};

/** The names given with a request, by the recipients they stand for. An empty one means none. */
export const namesByRecipient = (recipients: readonly string[], names: readonly string[]): RecipientNames =>
  Object.fromEntries(
    recipients.flatMap((recipient, index) => {
      const name = names[index];
      return name === undefined ? [] : [[recipient, tidyName(name)]];
    }),
  );

/** The same request with each recipient once: sealed twice to one machine is sealed to one machine. */
export const withoutRepeats = ({ to, names, ...rest }: ExportRequest): ExportRequest => {
  if (!("recipients" in to)) return { to, ...(names ? { names } : {}), ...rest };
  const first = to.recipients.flatMap((recipient, index) =>
    to.recipients.indexOf(recipient) === index ? [index] : [],
  );
  const pick = (list: readonly string[]) => first.flatMap((index) => list[index] ?? []);
  return { to: { recipients: pick(to.recipients) }, ...(names ? { names: pick(names) } : {}), ...rest };
};
