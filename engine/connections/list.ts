import type { AccountChoices, ConnectionDetail, ConnectionSummary } from "../../shared/connection.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { byDeath, type ConnectionForecast } from "../../shared/forecast.ts";
import type { History, HistoryFact, TestCause } from "../../shared/history.ts";
import type { Properties } from "../../shared/property.ts";
import { checkProperties } from "../../shared/property-check.ts";
import { shownName } from "../../shared/secret-shapes.ts";
import type { Server } from "../../shared/servers.ts";
import type { TestEvent, TestReport } from "../../shared/test-report.ts";
import type { TestInterval } from "../../shared/test-schedule.ts";
import { type HistoryRequest, note, readHistory, setHistoryAside, testLockPath } from "../history/history.ts";
import type { Ports } from "../ports.ts";
import type { TestOutcome } from "../schedule/tested-place.ts";
import type { Troubles } from "../schedule/troubles.ts";
import { openStore } from "../settings/open-store.ts";
import { takeOver } from "../tokens/take-over.ts";
import type { Catalog, Damage } from "./catalog.ts";
import { type CatalogEntry, rememberedTests } from "./catalog-storage.ts";
import { accountChoices } from "./choices.ts";
import { type ConnectOptions, connectSession } from "./connect.ts";
import { detail, newEntry, settingsLocationOf, summarise } from "./desktop.ts";
import { learn } from "./discover.ts";
import { importSettings } from "./import-settings.ts";
import { propertiesLike } from "./properties-like.ts";
import { listServers } from "./servers.ts";
import { type LoadedService, openSession, type Session } from "./session.ts";
import type { stagedTest } from "./staged-test.ts";

/** The list of connections that the screens show. */
export interface Connections {
  readonly list: () => Promise<readonly ConnectionSummary[]>;
  /** A list that this process found damaged: where it stands now, and what was found again. */
  readonly damage: () => Promise<Damage | undefined>;
  /** What lies ahead of each, the first that ends first. */
  readonly forecast: () => Promise<readonly ConnectionForecast[]>;
  readonly get: (id: string) => Promise<ConnectionDetail>;
  /** Makes a connection and puts it into the list once it is connected. */
  readonly create: (
    service: string,
    name: string,
    properties: Properties,
    options: ConnectOptions,
  ) => Promise<ConnectionSummary>;
  /** Makes a connection of the same properties as another one, by a consent of its own. */
  readonly createLike: (id: string, name: string, options: ConnectOptions) => Promise<ConnectionSummary>;
  /** Adds a settings file that was carried here; see `importSettings`. */
  readonly import: (content: string, passphrase: string | undefined, name?: string) => Promise<ConnectionSummary>;
  /** Consents again; the earlier settings stay until the new ones are saved. */
  readonly reconnect: (id: string, options: ConnectOptions) => Promise<ConnectionSummary>;
  readonly test: (id: string, options: ConnectOptions) => AsyncGenerator<TestEvent, void>;
  /** Tests it by itself where `stillDue` says so of its last test, in one process alone; see `TestedPlace`. */
  readonly testBySchedule: TestBySchedule;
  /** Tests it by itself from now on, or no more. */
  readonly testEvery: (id: string, every: TestInterval | null) => Promise<ConnectionSummary>;
  /** What the same sign-in could use instead, where the service has such a thing. */
  readonly choices: (id: string) => Promise<AccountChoices | undefined>;
  readonly choose: (id: string, property: string, value: string) => Promise<ConnectionSummary>;
  readonly rename: (id: string, name: string) => Promise<ConnectionSummary>;
  /** Puts these tags in place of the earlier ones; blanks and repetitions are left out. */
  readonly tag: (id: string, tags: readonly string[]) => Promise<ConnectionSummary>;
  /** Takes it out of the list; its settings file is set aside, not destroyed. */
  readonly remove: (id: string) => Promise<void>;
  readonly takeOver: (id: string) => Promise<ConnectionSummary>;
  /** Which machine holds which grant, as far as this one knows; see `listServers`. */
  readonly servers: () => Promise<readonly Server[]>;
  /** What happened to it, the newest first; to all that share its settings, where several do. */
  readonly history: (id: string, request: HistoryRequest) => Promise<History>;
}

type TestBySchedule = (
  id: string,
  stillDue: (lastAt: number | undefined) => boolean,
  signal: AbortSignal,
) => Promise<TestOutcome | undefined>;

interface ListParts {
  readonly ports: Ports;
  readonly catalog: Catalog;
  readonly troubles: Troubles;
  readonly load: (service: string) => Promise<LoadedService>;
  /** A line of the list, opened. */
  readonly open: (id: string, signal?: AbortSignal) => Promise<Session>;
  readonly runTest: (
    id: string,
    options: ConnectOptions,
    subject: { readonly name: string; readonly by: TestCause },
  ) => ReturnType<typeof stagedTest>;
}

/** The list of connections over a catalog. */
export const createConnections = ({ ports, catalog, troubles, load, open, runTest }: ListParts): Connections => {
  const summary = async (entry: CatalogEntry) => summarise(ports, await load(entry.service), entry, troubles);
  const storeOf = (entry: CatalogEntry) => openStore(settingsLocationOf(ports, entry), ports.keys);
  const noteOf = (entry: CatalogEntry, fact: HistoryFact) => note({ ports, store: storeOf(entry) }, fact);
  const changed = async (entry: CatalogEntry): Promise<ConnectionSummary> => {
    await catalog.put(entry);
    return summary(entry);
  };
  const create: Connections["create"] = async (serviceId, name, properties, options) => {
    const loaded = await load(serviceId);
    const entry = newEntry(ports, loaded, name, properties);
    const given = { ...properties, OAuthSettingsLocation: settingsLocationOf(ports, entry) };
    const session = openSession(ports, loaded, given, entry.name, options.signal);
    await connectSession(session, { ...options, keepGiven: true });
    return changed(entry);
  };
  /** A test that the list remembers once it has ended, and at what moment; what was broken off says nothing of the connection. */
  const remembered = async function* (
    id: string,
    options: ConnectOptions,
    by: TestCause,
  ): AsyncGenerator<TestEvent, Remembered | undefined> {
    const entry = await catalog.get(id);
    const run = runTest(id, options, { name: entry.name, by });
    try {
      let next = await run.next();
      for (; !next.done && next.value.type !== "report"; next = await run.next()) yield next.value;
      if (next.done || next.value.type !== "report" || options.signal.aborted) return undefined;
      const { report } = next.value;
      const { ok, durationMs } = report;
      const [now, at] = [await catalog.get(id), ports.clock.now()];
      const tests = [...(now.tests ?? []), { at, ok, durationMs }].slice(-rememberedTests);
      await catalog.put({ ...now, tests });
      yield { type: "report", report: { ...report, service: entry.service } };
      const ended = await run.next();
      return { at, report, ...(ended.done && ended.value.firstFailure ? { error: ended.value.firstFailure } : {}) };
    } finally {
      await run.return(undefined as never);
    }
  };
  return {
    damage: catalog.damage,
    forecast: async () =>
      byDeath(
        await Promise.all(
          (await catalog.list()).map(async (entry) => {
            const { id, name, service, forecast } = await summary(entry);
            return { id, name, service, settingsLocation: settingsLocationOf(ports, entry), ...forecast };
          }),
        ),
      ),
    list: async () => Promise.all((await catalog.list()).map(summary)),
    get: async (id) => {
      const entry = await catalog.get(id);
      return detail(ports, await load(entry.service), entry, troubles);
    },
    create,
    createLike: async (id, name, options) => {
      const { service, properties } = await catalog.get(id);
      const session = await open(id);
      const saved = (await session.store.read())?.document.Properties ?? {};
      const embedded = ports.embeddedApps[service]?.OAuthClientId;
      return create(service, name, propertiesLike(session.service, properties, saved, embedded), options);
    },
    import: async (content, passphrase, name) => {
      const entry = await importSettings(ports, load, { content, passphrase, name });
      await noteOf(entry, { type: "imported" });
      return changed(entry);
    },
    reconnect: async (id, options) => {
      const entry = await catalog.get(id);
      await connectSession(await open(id, options.signal), { ...options, again: true });
      return summary(entry);
    },
    test: async function* (id, options) {
      yield* remembered(id, options, "person");
    },
    testBySchedule: async (id, stillDue, signal) => {
      const entry = await catalog.get(id);
      const path = testLockPath(ports.paths.home, storeOf(entry).location);
      const work = async (): Promise<TestOutcome | undefined> => {
        const { testEvery, tests = [] } = await catalog.get(id);
        if (testEvery === undefined || !stillDue(tests.at(-1)?.at)) return undefined;
        return outcomeOf(remembered(id, { ...nobody, signal }, "schedule"));
      };
      return path === undefined ? work() : onlyOnce(path, work);
    },
    testEvery: async (id, every) => {
      const { testEvery: _, ...entry } = await catalog.get(id);
      return changed(every ? { ...entry, testEvery: every } : entry);
    },
    choices: async (id) => accountChoices(await open(id)),
    choose: async (id, property, value) => {
      const entry = await catalog.get(id);
      const { definition } = await load(entry.service);
      const known = definition.properties.find(({ name, secret }) => name === property && !secret);
      if (!known)
        throw new KeyferryError("PROPERTY_UNKNOWN", {
          service: definition.name,
          id: definition.id,
          name: shownName(property),
          nearest: definition.properties[0]?.name ?? "",
        });
      await catalog.put({
        ...entry,
        properties: checkProperties(definition, { ...entry.properties, [property]: value }),
      });
      await noteOf(entry, { type: "account-chosen", property, value });
      // The list names the account that is worked with.
      const session = await open(id);
      const saved = await session.store.read();
      if (saved) await learn(session, saved);
      return summary(await catalog.get(id));
    },
    tag: async (id, tags) => changed({ ...(await catalog.get(id)), tags: plainTags(tags) }),
    rename: async (id, name) => {
      const entry = await catalog.get(id);
      await catalog.put({ ...entry, name });
      await noteOf(entry, { type: "renamed", from: entry.name, to: name });
      return summary({ ...entry, name });
    },
    remove: async (id) => {
      const entry = await catalog.get(id);
      const store = storeOf(entry);
      await store.setAside();
      await setHistoryAside(ports.paths.home, store.location, ports.clock.now());
      await catalog.remove(id);
    },
    takeOver: async (id) => {
      await takeOver(await open(id));
      return summary(await catalog.get(id));
    },
    servers: async () => listServers(ports, await catalog.list()),
    history: async (id, request) => readHistory(ports.paths.home, storeOf(await catalog.get(id)).location, request),
  };
};

const plainTags = (tags: readonly string[]): readonly string[] => [
  ...new Map(tags.map((tag) => tag.trim()).flatMap((tag) => (tag === "" ? [] : [[tag.toLowerCase(), tag]]))).values(),
];

/** A test that has ended, as the list remembers it. */
interface Remembered {
  readonly at: number;
  readonly report: TestReport;
  readonly error?: KeyferryError;
}

/** Nobody is there whom a browser could be opened for. */
const nobody = { openBrowser: false, onWaiting: () => {}, onExchanging: () => {} };

const outcomeOf = async (run: AsyncGenerator<TestEvent, Remembered | undefined>): Promise<TestOutcome | undefined> => {
  let next = await run.next();
  while (!next.done) next = await run.next();
  if (!next.value) return undefined;
  const { at, report, error } = next.value;
  const step = report.steps.find(({ status }) => status === "failed")?.id;
  return error && step ? { at, failure: { step, error } } : { at };
};

/** Undefined where another process is at it. */
const onlyOnce = async <T>(path: string, work: () => Promise<T | undefined>): Promise<T | undefined> => {
  const { withLock } = await import("../settings/lock.ts");
  let begun = false;
  try {
    return await withLock(
      path,
      () => {
        begun = true;
        return work();
      },
      { patienceMs: 0 },
    );
  } catch (error) {
    if (begun || !(error instanceof KeyferryError) || error.code !== "SETTINGS_BUSY") throw error;
    return undefined;
  }
};
