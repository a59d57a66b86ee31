import type { HandOver, Receipt, SettingsDocument } from "../settings/document.ts";
import type { Sealing } from "../settings/envelope.ts";
import { tidyName } from "../settings/recipient-names.ts";
import { type ExportRequest, standardFileName } from "./export-request.ts";

/** A single recipient owns what it receives; of several, or behind a passphrase, the first that uses it. */
const receiverOf = (to: Sealing): string | null =>
  "recipients" in to && to.recipients.length === 1 ? (to.recipients[0] ?? null) : null;

/** The document that goes into the new file. */
export const travelling = (document: SettingsDocument, to: Sealing, receipt: Receipt): SettingsDocument => {
  const { Recipients: _, ...rest } = document;
  const { HandedOver: __, ...grant } = document.Grant;
  return {
    ...rest,
    Format: 1,
    Service: document.Service,
    Name: document.Name,
    Properties: document.Properties,
    Grant: { ...grant, Owner: receiverOf(to), Received: receipt },
    ...("recipients" in to ? { Recipients: to.recipients } : {}),
  };
};

/** What the sender notes of a hand-over. */
export const handOverOf = ({ to, names = [], fileName = standardFileName }: ExportRequest, now: number): HandOver => {
  const tidy = names.map(tidyName);
  return {
    At: now,
    To: "recipients" in to ? to.recipients : "passphrase",
    ...(tidy.some((name) => name !== "") ? { Names: tidy } : {}),
    File: fileName,
  };
};

/** The sender's own document once the grant is handed over. */
export const handedOver = (document: SettingsDocument, handOver: HandOver): SettingsDocument => ({
  ...document,
  Grant: {
    ...document.Grant,
    Owner: handOver.To !== "passphrase" && handOver.To.length === 1 ? (handOver.To[0] ?? null) : null,
    HandedOver: handOver,
  },
});
