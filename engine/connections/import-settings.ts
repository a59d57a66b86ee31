import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { KeyferryError } from "../../shared/errors.ts";
import type { Ports } from "../ports.ts";
import { writeFileAtomically } from "../settings/atomic-file.ts";
import { fileReason } from "../settings/file-errors.ts";
import { openStore } from "../settings/open-store.ts";
import { claimIfUnowned } from "../tokens/claim.ts";
import type { CatalogEntry } from "./catalog-storage.ts";
import { sessionOfEntry, settingsLocationOf } from "./desktop.ts";
import { openProperties } from "./find-again.ts";
import type { LoadedService } from "./session.ts";

interface ImportRequest {
  /** The text of a settings file. */
  readonly content: string;
  /** Of the file, where it is sealed by one. */
  readonly passphrase?: string | undefined;
  /** What the file is called where it comes from. Errors name it so: its place here means nothing to anybody. */
  readonly name?: string | undefined;
}

/**
 * Adds a settings file that was carried here: it is written to its place in the home, and claimed
 * where nobody owns its grant, so that it is sealed to this machine from then on. Throws
 * `SETTINGS_NOT_OURS`, `SETTINGS_FOREIGN`, `SETTINGS_DAMAGED`, `PASSPHRASE_MISSING`,
 * `PASSPHRASE_WRONG`, `SERVICE_UNKNOWN`, `FILE_UNWRITABLE`; nothing is left behind then.
 */
export const importSettings = async (
  ports: Ports,
  load: (service: string) => Promise<LoadedService>,
  { content, passphrase, name }: ImportRequest,
): Promise<CatalogEntry> => {
  const keys = { ...ports.keys, passphrase: async () => passphrase };
  const blank = { id: randomUUID(), service: "", name: "", createdAt: ports.clock.now(), properties: {} };
  const path = settingsLocationOf(ports, blank);
  await writeFileAtomically(path, content).catch((error: unknown) => {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  });
  try {
    const opened = await openStore(path, keys).read();
    if (!opened) throw new KeyferryError("SETTINGS_MISSING", { path });
    const { document } = opened;
    const loaded = await load(document.Service);
    const entry: CatalogEntry = {
      ...blank,
      service: loaded.definition.id,
      name: document.Name || loaded.definition.name,
      properties: { InitiateOAuth: "GETANDREFRESH", ...openProperties(loaded.definition, document.Properties) },
    };
    const { notClaimed } = await claimIfUnowned(await sessionOfEntry({ ...ports, keys }, loaded, entry), opened);
    if (notClaimed) throw notClaimed;
    return entry;
  } catch (error) {
    await rm(dirname(path), { recursive: true, force: true });
    throw name !== undefined && error instanceof KeyferryError && error.parameters.path === path
      ? new KeyferryError(error.code, { ...error.parameters, path: name }, { cause: error })
      : error;
  }
};
