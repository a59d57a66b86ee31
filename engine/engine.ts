import type { ExportResult } from "../shared/connection.ts";
import { parseConnectionString } from "../shared/connection-string/parse.ts";
import { KeyferryError } from "../shared/errors.ts";
import type { EngineEvent } from "../shared/events.ts";
import type { ConnectionForecast } from "../shared/forecast.ts";
import type { GrantPlace } from "../shared/grant-place.ts";
import type { TestCause } from "../shared/history.ts";
import type { KeyStorage } from "../shared/key-storage.ts";
import { shownName } from "../shared/secret-shapes.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import type { CatalogEntry } from "./connections/catalog-storage.ts";
import { type ConnectOptions, connectSession } from "./connections/connect.ts";
import { sessionOfEntry } from "./connections/desktop.ts";
import type { ExportRequest } from "./connections/export-request.ts";
import { exportSettings } from "./connections/export-settings.ts";
import { forecastsOfFiles, forecastsOfHome } from "./connections/forecasts.ts";
import { type Connections, createConnections } from "./connections/list.ts";
import { openCatalog } from "./connections/open-catalog.ts";
import { type RefreshOptions, refreshSession } from "./connections/refresh.ts";
import { type ApiAnswer, type ApiRequest, requestApi } from "./connections/request.ts";
import { hasTokens, type LoadedService, openSession, type Session } from "./connections/session.ts";
import { stagedTest } from "./connections/staged-test.ts";
import { recordTraffic } from "./connections/test-traffic.ts";
import { createEventHub } from "./events.ts";
import { writableIdentity } from "./keys/writable-identity.ts";
import type { ServiceDriver } from "./kit.ts";
import type { KeyGate, Ports } from "./ports.ts";
import { type ProcedureInputs, type ProcedureResult, resolveProcedure } from "./procedures/procedure.ts";
import { runProcedure } from "./procedures/run-procedure.ts";
import type { RekeyRequest, RekeyResult } from "./rekey/rekey.ts";
import { listReader } from "./schedule/list-reader.ts";
import { catalogRoster, ownKeysOf, settingsRoster } from "./schedule/places.ts";
import { createScheduler, type Scheduler } from "./schedule/scheduler.ts";
import { testRoster } from "./schedule/test-places.ts";
import { createTroubles } from "./schedule/troubles.ts";
import { forgetCopy } from "./settings/copy-records.ts";
import type { SettingsDocument } from "./settings/document.ts";
import { checkRecipients, recipientOf } from "./settings/envelope.ts";
import { openStore } from "./settings/open-store.ts";
import { type RecipientNames, readRecipientNames, saveRecipientNames, tidyName } from "./settings/recipient-names.ts";
import { type Acquired, acquireToken } from "./tokens/acquire.ts";
import { tellingWhyEnded } from "./tokens/ended.ts";
import { placeOf } from "./tokens/ownership.ts";

/** The services an engine works with: definitions at hand, drivers loaded when used. */
export interface Services {
  readonly catalog: readonly ServiceDefinition[];
  readonly loadDriver: (serviceId: string) => Promise<ServiceDriver>;
}

/** What a command or a screen points at: a service with properties, a settings file, or a line of the list. */
export type Target =
  | { readonly service: string; readonly connectionString: string }
  | { readonly settings: string }
  | { readonly connection: string };

export type TestRun = ReturnType<typeof stagedTest>;

/** Everything that happens, behind one door. */
export interface Engine {
  readonly services: readonly ServiceDefinition[];
  /** Throws `SERVICE_UNKNOWN`. */
  readonly service: (id: string) => ServiceDefinition;
  readonly hasEmbeddedApp: (serviceId: string) => boolean;
  /** Throws what stands in the way of using the target; asks a person where it must and may. */
  readonly ready: (target: Target, options: ConnectOptions) => Promise<void>;
  readonly connect: (target: Target, options: ConnectOptions) => Promise<SettingsDocument>;
  readonly test: (target: Target, options: ConnectOptions) => TestRun;
  /** Asks a person where `GETANDREFRESH` needs consent, if `options` tells how. Throws `NO_ACCESS_TOKEN` for schemes without one. */
  readonly token: (target: Target, options?: ConnectOptions) => Promise<Acquired>;
  /** Asks the service's API; see `requestApi`. */
  readonly request: (target: Target, request: ApiRequest, options?: ConnectOptions) => Promise<ApiAnswer>;
  /** Runs a procedure of web applications; nothing is saved. */
  readonly call: (
    service: string,
    procedure: string,
    connectionString: string,
    inputs: ProcedureInputs,
    options: ConnectOptions,
  ) => Promise<ProcedureResult>;
  readonly refresh: (target: Target, options: RefreshOptions) => Promise<SettingsDocument>;
  readonly inspect: (path: string) => Promise<SettingsDocument>;
  /** Which machine renews a grant, seen from this one. Makes no identity. */
  readonly placeOf: (document: SettingsDocument) => Promise<GrantPlace>;
  /** What the machines that files were exported to are called, by their recipients. */
  readonly recipientNames: () => Promise<RecipientNames>;
  readonly export: (target: Target, request: ExportRequest) => Promise<ExportResult>;
  /** Calls a machine something else from now on; an empty name forgets it. Throws `RECIPIENT_INVALID`, `FILE_UNWRITABLE`. */
  readonly nameRecipient: (recipient: string, name: string) => Promise<void>;
  /** Forgets that a copy was made. The copy itself is where it is. Throws `FILE_UNWRITABLE`. */
  readonly forgetCopy: (id: string) => Promise<void>;
  /** This machine's recipient (`age1…`); makes the identity where there is none. */
  readonly recipient: () => Promise<string>;
  /** How this machine's identity is kept. */
  readonly keyStorage: () => Promise<KeyStorage>;
  /** What a person decides about this machine's key, where its file is ours. */
  readonly keyGate: () => Promise<KeyGate | undefined>;
  /** Moves a plain identity file into the keychain at hand. Throws `KEYCHAIN_UNAVAILABLE`, `IDENTITY_NOT_OURS`. */
  readonly protectIdentity: () => Promise<void>;
  /** Seals settings files to new recipients, all of them or none; see `rekey`. */
  readonly rekey: (request: RekeyRequest) => Promise<RekeyResult>;
  readonly connections: Connections;
  /**
   * What lies ahead of the given settings files, or where none are given, of all that this home knows:
   * the list of connections, and the files that `keyferry connect` makes. What ends first comes first.
   */
  readonly forecast: (settings?: readonly string[]) => Promise<readonly ConnectionForecast[]>;
  /** Calls `listener` for what happens by itself, until the returned function is called. */
  readonly watch: (listener: (event: EngineEvent) => void) => () => void;
  /**
   * Renews ahead, while it runs: the connections of the list, or the given settings files. Only what
   * this machine owns; several at once, in one process or many, do no work twice.
   */
  readonly scheduler: (options?: SchedulerOptions) => Scheduler;
}

export interface SchedulerOptions {
  /** Settings files to renew in place of the connections of the list. */
  readonly settings?: readonly string[];
}

/** Makes an engine from its effects and its services. Touches neither file nor network by itself. */
export const createEngine = (ports: Ports, services: Services): Engine => {
  const catalog = openCatalog(ports, services.catalog);
  const hub = createEventHub();
  const troubles = createTroubles();

  const service = (id: string): ServiceDefinition => {
    const found = services.catalog.find((each) => each.id === id.toLowerCase());
    if (found) return found;
    throw new KeyferryError("SERVICE_UNKNOWN", {
      name: shownName(id),
      known: services.catalog.map((each) => each.id).join(", "),
    });
  };
  const load = async (id: string): Promise<LoadedService> => {
    const definition = service(id);
    return { definition, driver: await services.loadDriver(definition.id) };
  };
  const inspect = async (path: string): Promise<SettingsDocument> => {
    const opened = await openStore(path, ports.keys).read();
    if (!opened) throw new KeyferryError("SETTINGS_MISSING", { path });
    return opened.document;
  };
  const open = async (target: Target, signal?: AbortSignal, through: Ports = ports): Promise<Session> => {
    if ("connection" in target) {
      const entry = await catalog.get(target.connection);
      return sessionOfEntry(through, await load(entry.service), entry, signal);
    }
    if ("settings" in target) {
      const document = await inspect(target.settings);
      const { AuthScheme } = document.Properties;
      const properties = {
        InitiateOAuth: "REFRESH",
        OAuthSettingsLocation: target.settings,
        ...(AuthScheme ? { AuthScheme } : {}),
      };
      return openSession(through, await load(document.Service), properties, document.Name, signal);
    }
    const loaded = await load(target.service);
    return openSession(through, loaded, parseConnectionString(loaded.definition, target.connectionString), "", signal);
  };
  /** A session with something to use: saved, given, or consented to now where the mode allows it. */
  const ready = async (target: Target, options?: ConnectOptions): Promise<Session> => {
    const session = await open(target, options?.signal);
    if (options && session.mode === "GETANDREFRESH" && hasTokens(session)) await connectSession(session, options);
    return session;
  };
  const runTest = (
    target: Target,
    options: ConnectOptions,
    { name, by }: { readonly name: string; readonly by: TestCause } = { name: "", by: "person" },
  ): TestRun => {
    const traffic = recordTraffic(ports.transport);
    return stagedTest({
      service: "service" in target ? target.service.toLowerCase() : "",
      name,
      traffic,
      signal: options.signal,
      open: () => open(target, options.signal, { ...ports, transport: traffic.transport }),
      // What comes by itself finds nobody to ask.
      ...(by === "schedule" ? { by } : { connect: (session) => connectSession(session, options) }),
    });
  };

  const connections = createConnections({
    ports,
    catalog,
    troubles,
    load,
    open: (connection, signal) => open({ connection }, signal),
    runTest: (connection, options, subject) => runTest({ connection }, options, subject),
  });
  const openFile = (path: string) => open({ settings: path });

  return {
    services: services.catalog,
    service,
    hasEmbeddedApp: (id) => ports.embeddedApps[id] !== undefined,
    connect: async (target, options) => {
      const session = await open(target, options.signal);
      return (await tellingWhyEnded(session, () => connectSession(session, options))).document;
    },
    test: (target, options) => runTest(target, options),
    ready: async (target, options) => {
      const session = await ready(target, options);
      await tellingWhyEnded(session, () => acquireToken(session, "use"));
    },
    token: async (target, options) => {
      const session = await ready(target, options);
      if (!hasTokens(session)) throw new KeyferryError("NO_ACCESS_TOKEN", { scheme: session.scheme });
      return tellingWhyEnded(session, () => acquireToken(session, "use"));
    },
    request: async (target, request, options) => {
      const session = await ready(target, options);
      return tellingWhyEnded(session, () => requestApi(session, request));
    },
    call: async (serviceId, procedure, connectionString, inputs, options) => {
      const name = resolveProcedure(procedure);
      const session = await open({ service: serviceId, connectionString }, options.signal);
      return runProcedure(session, name, inputs, options);
    },
    refresh: async (target, options) => refreshSession(await open(target), options),
    inspect,
    placeOf: async ({ Grant }) => {
      const own = await ports.keys.identity().then(recipientOf, () => undefined);
      return placeOf(Grant, own, await readRecipientNames(ports.paths.home));
    },
    recipientNames: () => readRecipientNames(ports.paths.home),
    nameRecipient: async (recipient, name) => {
      checkRecipients([recipient]);
      await saveRecipientNames(ports.paths.home, { [recipient]: tidyName(name) });
    },
    forgetCopy: (id) => forgetCopy(ports.paths.home, id),
    export: async (target, request) => exportSettings(await open(target), request),
    recipient: async () => recipientOf(await ports.keys.ensureIdentity()),
    forecast: async (settings) =>
      settings
        ? forecastsOfFiles(ports, settings, openFile)
        : forecastsOfHome(ports, services.catalog, await connections.forecast(), openFile),
    watch: hub.watch,
    scheduler: ({ settings } = {}) => {
      const openEntry = async (entry: CatalogEntry) => sessionOfEntry(ports, await load(entry.service), entry);
      const source = {
        ports,
        services: services.catalog,
        entries: listReader(catalog),
        openEntry,
        openFile,
        ownKeys: ownKeysOf(ports),
      };
      const roster = settings ? settingsRoster(source, settings) : catalogRoster(source);
      const tests = settings ? {} : { tests: testRoster(source, connections.testBySchedule) };
      const { clock, hasNetwork } = ports;
      return createScheduler({ clock, chance: Math.random, hasNetwork, roster, hub, troubles, ...tests });
    },
    keyStorage: () => ports.keys.storage(),
    keyGate: async () => ports.keys.gate?.(),
    protectIdentity: async () => (await writableIdentity(ports.keys)).protect(),
    rekey: async (request) => {
      const { rekey } = await import("./rekey/rekey.ts");
      return rekey(ports, services.catalog, request);
    },
    connections,
  };
};
