import { readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { authSchemeOf } from "../../shared/property-check.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { secretValuesOf } from "../connections/shown.ts";
import type { Ports } from "../ports.ts";
import { fingerprint } from "../redact.ts";
import { recipientOf } from "../settings/envelope.ts";
import { readEnded, readIntent } from "../settings/journal.ts";
import { openStore } from "../settings/open-store.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { ownershipOf } from "../tokens/ownership.ts";
import { expiryOf, renewalDueAt } from "../tokens/timing.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import type { BesideFacts, OpenedFacts, SettingsFacts, TokenFacts } from "./diagnosis.ts";
import { codeOf, factsOf, isWritable } from "./file-facts.ts";
import { shownId, timeWords } from "./home-facts.ts";
import type { PathWords } from "./path-words.ts";

/** A settings file under diagnosis: what is told of it, and what is needed to go on. */
export interface ExaminedSettings {
  readonly facts: SettingsFacts;
  readonly service?: ServiceDefinition;
  readonly properties: Properties;
  /** What must show nowhere. */
  readonly secrets: readonly string[];
}

/** Looks at a settings file: claims nothing, renews nothing, writes nothing. Never throws. */
export const examineSettings = async (
  path: string,
  from: SettingsFacts["from"],
  { ports, services, paths }: { ports: Ports; services: readonly ServiceDefinition[]; paths: PathWords },
): Promise<ExaminedSettings> => {
  const now = ports.clock.now();
  const base = {
    path: paths.shown(path),
    from,
    file: await factsOf(path, now),
    folderWritable: await isWritable(dirname(path)),
    beside: await besideFacts(path, paths, now),
  };
  try {
    const settings = await openStore(path, ports.keys).read();
    if (!settings) throw new KeyferryError("SETTINGS_MISSING", { path });
    const { document } = settings;
    const service = services.find(({ id }) => id === document.Service);
    const secretKeys = await ports.keys.identities().catch(() => []);
    const own = await Promise.all(secretKeys.map(recipientOf));
    return {
      facts: { ...base, opened: openedFacts(settings, service, own, now) },
      ...(service ? { service } : {}),
      properties: document.Properties,
      secrets: secretValuesOf(service, document.Properties),
    };
  } catch (error) {
    return { facts: { ...base, problem: asKeyferryError(error).toData() }, properties: {}, secrets: [] };
  }
};

const openedFacts = (
  { document, sealing }: OpenedSettings,
  service: ServiceDefinition | undefined,
  own: readonly string[],
  now: number,
): OpenedFacts => {
  const { Properties, Grant } = document;
  const tokens = tokensFromProperties(Properties);
  const owner = { ours: "this machine", unclaimed: "nobody", elsewhere: "another machine" } as const;
  return {
    service: shownId(document.Service),
    serviceKnown: service !== undefined,
    ...(service ? { scheme: authSchemeOf(service, Properties) } : {}),
    sealedTo: "passphrase" in sealing ? "passphrase" : "recipients",
    ...("recipients" in sealing ? { recipients: sealing.recipients.length } : {}),
    grant: {
      id: /^[0-9a-f-]{8,40}$/i.test(Grant.Id) ? Grant.Id : "?",
      generation: Grant.Generation,
      owner: owner[ownershipOf(Grant, own.find((each) => each === Grant.Owner) ?? own[0])],
      ...(Grant.HandedOver ? { handedOver: timeWords(Grant.HandedOver.At) } : {}),
    },
    properties: Object.keys(Properties).filter((name) => /^[A-Za-z]{1,40}$/.test(name)),
    ...(tokens?.accessToken ? { accessToken: tokenFacts(tokens, service, now) } : {}),
    ...(tokens?.refreshToken ? { refreshToken: { fingerprint: fingerprint(tokens.refreshToken) } } : {}),
  };
};

const tokenFacts = (
  tokens: NonNullable<ReturnType<typeof tokensFromProperties>>,
  service: ServiceDefinition | undefined,
  now: number,
): TokenFacts => {
  const [expiry, due] = [expiryOf(tokens), service && renewalDueAt(service, tokens)];
  return {
    fingerprint: fingerprint(tokens.accessToken),
    ...(tokens.issuedAt > 0 ? { issuedAt: timeWords(tokens.issuedAt) } : {}),
    ...(expiry === undefined ? {} : { expiresAt: timeWords(expiry), lapsed: expiry <= now }),
    ...(due === undefined ? {} : { dueAt: timeWords(due) }),
  };
};

/** What stands beside a settings file, by what left it there; see docs/settings-file.md. */
const besideFacts = async (path: string, paths: PathWords, now: number): Promise<readonly BesideFacts[]> => {
  const own = basename(path);
  const names = await readdir(dirname(path)).catch(() => []);
  const beside = names.filter((name) => name.startsWith(`${own}.`) || name.startsWith(`.${own}.`));
  return Promise.all(
    beside.toSorted().map(async (name) => {
      const facts = await factsOf(join(dirname(path), name), now);
      const kind = kindOf(name, own);
      return { name: paths.shown(name), kind, age: "age" in facts ? facts.age : 0, ...(await noted(kind, path)) };
    }),
  );
};

const kindOf = (name: string, own: string): BesideFacts["kind"] => {
  const tail = name.slice(name.startsWith(".") && !own.startsWith(".") ? own.length + 2 : own.length + 1);
  return (
    (["lock", "next", "intent", "ended", "kept", "removed"] as const).find((kind) => kind === tail.split("-")[0]) ??
    "other"
  );
};

/** What notes say that hold no secret. */
const noted = async (kind: BesideFacts["kind"], path: string): Promise<Pick<BesideFacts, "generation" | "alive">> => {
  if (kind === "ended") {
    const note = await readEnded(path);
    return note && Number.isSafeInteger(note.Generation) ? { generation: note.Generation } : {};
  }
  const intent = kind === "intent" ? await readIntent(path) : undefined;
  if (!intent) return {};
  return { generation: intent.Generation, ...(intent.Host === hostname() ? { alive: isAlive(intent.Pid) } : {}) };
};

/** Signal 0 only asks; who may not send one is told apart from who is gone. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
};
