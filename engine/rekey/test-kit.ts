import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileKeySource } from "../keys/identity-file.ts";
import type { Ports } from "../ports.ts";
import { formatDocument, parseDocument, type SettingsDocument } from "../settings/document.ts";
import { openEnvelope, recipientOf, sealEnvelope } from "../settings/envelope.ts";
import { newIdentity, sampleDocument, temporaryFolder } from "../test-kit.ts";

const never = (): never => {
  throw new Error("a rekey asks nobody");
};

/** The ports of a home with an identity file; whatever a rekey has no business with throws. */
export const portsOf = (home: string, passphrasePath?: string): Ports => ({
  clock: { now: Date.now, sleep: never },
  browser: { open: never },
  transport: { send: never, reach: never },
  random: never,
  keys: fileKeySource({ identityPath: join(home, "identity.txt"), passphrasePath }),
  paths: { home },
  shield: (work) => work(),
  embeddedApps: {},
  version: "0.0.0",
});

/** A home with a plain identity and settings files of some services, each owned and sealed as said. */
export const homeWith = async (services: readonly string[], over: Partial<SettingsDocument> = {}) => {
  const home = await temporaryFolder();
  const identity = await newIdentity();
  const own = await recipientOf(identity);
  await writeFile(join(home, "identity.txt"), `${identity}\n`, { mode: 0o600 });
  const fileOf = (service: string) => join(home, service, "OAuthSettings.txt");
  for (const service of services)
    await putSettings(fileOf(service), [own], { Service: service, ...owned(own), ...over });
  const read = async (service: string, ports = portsOf(home)): Promise<SettingsDocument> => {
    const { text } = await openEnvelope(await readFile(fileOf(service), "utf8"), fileOf(service), ports.keys);
    return parseDocument(text, fileOf(service));
  };
  return { home, identity, own, fileOf, read, ports: portsOf(home) };
};

export const owned = (owner: string | null): Pick<SettingsDocument, "Grant"> => ({
  Grant: { Id: "11111111-2222-3333-4444-555555555555", Generation: 3, Owner: owner },
});

export const putSettings = async (
  path: string,
  recipients: readonly string[],
  over: Partial<SettingsDocument> = {},
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const document = sampleDocument({ Recipients: recipients, ...over });
  await writeFile(path, await sealEnvelope(formatDocument(document), { recipients }), { mode: 0o600 });
};

/** Every file below a folder with its text, but for locks. */
export const everything = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".lock"))
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(path, "utf8")] as const)),
  );
};
