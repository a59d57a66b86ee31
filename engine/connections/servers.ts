import type { GrantMachine } from "../../shared/grant-place.ts";
import type { HeldGrant, Server } from "../../shared/servers.ts";
import type { Ports } from "../ports.ts";
import { type CopyRecord, readCopies } from "../settings/copy-records.ts";
import type { Grant } from "../settings/document.ts";
import { recipientOf } from "../settings/envelope.ts";
import { openStore } from "../settings/open-store.ts";
import { type RecipientNames, readRecipientNames } from "../settings/recipient-names.ts";
import { placeOf } from "../tokens/ownership.ts";
import type { CatalogEntry } from "./catalog-storage.ts";
import { settingsLocationOf } from "./desktop.ts";

/** A connection of the list with the grant in its file; undefined where the file cannot be opened. */
export interface Listed {
  readonly entry: Pick<CatalogEntry, "id" | "name" | "service">;
  readonly location: string;
  readonly grant: Grant | undefined;
}

interface Known {
  readonly listed: readonly Listed[];
  readonly copies: readonly CopyRecord[];
  readonly names: RecipientNames;
  readonly own: string | undefined;
}

/** Which machine holds which grant: from the files of the connections, and the notes of copies. Asks no service. */
export const listServers = async (ports: Ports, entries: readonly CatalogEntry[]): Promise<readonly Server[]> => {
  const [listed, copies, names, own] = await Promise.all([
    Promise.all(entries.map((entry) => listedOf(ports, entry))),
    readCopies(ports.paths.home),
    readRecipientNames(ports.paths.home),
    ports.keys.identity().then(recipientOf, () => undefined),
  ]);
  return serversOf({ listed, copies, names, own });
};

const listedOf = async (ports: Ports, entry: CatalogEntry): Promise<Listed> => {
  const location = settingsLocationOf(ports, entry);
  const opened = await openStore(location, ports.keys)
    .read()
    .catch(() => undefined);
  return { entry, location, grant: opened?.document.Grant };
};

interface Holding {
  readonly machine: GrantMachine;
  readonly held: HeldGrant;
}

/** The same from what is known: machines by name, those that hold something first. */
export const serversOf = (known: Known): readonly Server[] => {
  const servers = new Map<string, Server>();
  for (const [recipient, name] of Object.entries(known.names)) servers.set(recipient, { recipient, name, holds: [] });
  for (const { machine, held } of [...handedOver(known), ...copied(known)]) {
    if (machine.recipient !== undefined && machine.recipient === known.own) continue;
    const key = machine.recipient ?? `passphrase ${machine.name ?? ""}`;
    const before: Server = servers.get(key) ?? { ...machine, holds: [] };
    servers.set(key, { ...machine, ...before, holds: [...before.holds, held].toSorted(byNewest) });
  }
  return [...servers.values()].toSorted(
    (one, other) =>
      Number(one.holds.length === 0) - Number(other.holds.length === 0) || labelOf(one).localeCompare(labelOf(other)),
  );
};

const byNewest = ({ since: one = 0 }: HeldGrant, { since: other = 0 }: HeldGrant): number => other - one;

/** Machines without a name come after those with one, whoever has a passphrase last. */
const labelOf = ({ name, recipient }: Server): string => name ?? `\uffff${recipient ?? "\uffff"}`;

/** A machine that only a passphrase tells is one nevertheless. */
const unknownMachine: readonly GrantMachine[] = [{}];

const handedOver = ({ listed, names, own }: Known): readonly Holding[] =>
  listed.flatMap(({ entry, grant }) => {
    const place = grant && placeOf(grant, own, names);
    if (place?.kind !== "elsewhere") return [];
    const machines = place.machines.length > 0 ? place.machines : unknownMachine;
    const held: HeldGrant = {
      connection: entry.id,
      name: entry.name,
      service: entry.service,
      mode: "hand-over",
      machines: machines.length,
      ...(place.handedOver ? { since: place.handedOver.at } : {}),
      ...(place.handedOver?.fileName ? { fileName: place.handedOver.fileName } : {}),
    };
    return machines.map((machine) => ({ machine, held }));
  });

const copied = ({ listed, copies, names }: Known): readonly Holding[] =>
  copies.flatMap((copy) => {
    const machines = receiversOf(copy, names);
    const entry = listed.find(({ location }) => location === copy.Settings)?.entry;
    const held: HeldGrant = {
      ...(entry ? { connection: entry.id } : {}),
      name: entry?.name ?? copy.Name,
      service: copy.Service,
      mode: "copy",
      since: copy.At,
      machines: machines.length,
      ...(copy.File ? { fileName: copy.File } : {}),
      copy: copy.Id,
    };
    return machines.map((machine) => ({ machine, held }));
  });

const receiversOf = ({ To, Names = [] }: CopyRecord, names: RecipientNames): readonly GrantMachine[] => {
  if (To === "passphrase") return [Names[0] ? { name: Names[0] } : {}];
  return To.map((recipient, index) => {
    const name = names[recipient] ?? Names[index];
    return name ? { recipient, name } : { recipient };
  });
};
