import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import type { AccountChoices, ConnectEvent, ConnectionDetail, ConnectionSummary, ExportResult } from "./connection.ts";
import type { DesktopPreferences, DesktopWish, UpdateState } from "./desktop.ts";
import { errorCodes } from "./error-catalog.ts";
import type { EngineEvent } from "./events.ts";
import type { ConnectionForecast } from "./forecast.ts";
import type { History } from "./history.ts";
import type { KeyState } from "./key-gate.ts";
import type { KeyStorage } from "./key-storage.ts";
import type { Server } from "./servers.ts";
import type { ServiceDefinition } from "./service.ts";
import type { TestEvent } from "./test-report.ts";
import { testIntervals } from "./test-schedule.ts";

/**
 * Every call between the screens and the engine. Inputs are checked here, in the process that
 * answers; outputs are made by the engine itself and only typed.
 */

const localised = z.object({ en: z.string(), ja: z.string() });

/** The one error of all calls: a KeyferryError as data. */
const failure = {
  KEYFERRY: { data: z.object({ code: z.enum(errorCodes), message: localised, remedy: localised }) },
};

const call = oc.errors(failure);

const connectionId = z.object({ id: z.uuid() });
const properties = z.record(z.string().max(200), z.string().max(20_000));

/** What the screens need to know about the process behind them. */
export interface AppInfo {
  readonly version: string;
  /** The desktop program, or the screens served to a browser. */
  readonly shell: "electron" | "served";
  /** The practice provider stands in for the services: nothing leaves this computer. */
  readonly practice: boolean;
  readonly home: string;
  readonly recipient: string;
  /** How the identity is kept, in honest words. */
  readonly keyStorage: KeyStorage;
  /** The list of connections was damaged: where it stands now, and how many connections were found again. */
  readonly listDamage?: { readonly setAside: string; readonly found: number };
}

/** A service as the screens see it: its definition, and whether an embedded OAuth app is at hand. */
export interface ServiceInfo {
  readonly definition: ServiceDefinition;
  readonly embeddedApp: boolean;
}

/** What a window hears of: first that it hears, so that it may fetch what it missed before; then what happens. */
export type WatchEvent = { readonly type: "watching" } | EngineEvent;

export const contract = {
  app: {
    info: call.output(z.custom<AppInfo>()),
    /** Moves a plain identity file into the keychain that `keyStorage` offers. */
    protectIdentity: call.output(z.custom<KeyStorage>()),
  },
  /** The key to all settings files, where a person decides about it. What is typed here goes to the engine and nowhere else. */
  keys: {
    state: call.output(z.custom<KeyState>()),
    choosePassphrase: call.input(z.object({ passphrase: z.string().max(1000) })).output(z.custom<KeyState>()),
    choosePlainFile: call.output(z.custom<KeyState>()),
    unlock: call.input(z.object({ passphrase: z.string().max(1000) })).output(z.custom<KeyState>()),
    recover: call
      .input(z.object({ code: z.string().max(200), passphrase: z.string().max(1000).optional() }))
      .output(z.custom<KeyState>()),
    /** Makes a recovery code, which the desktop program shows outside the screens. */
    makeRecoveryCode: call.output(z.custom<KeyState>()),
  },
  /** What only the desktop program can do; elsewhere these calls fail with `DESKTOP_ONLY`. */
  desktop: {
    preferences: call.output(z.custom<DesktopPreferences>()),
    setPreferences: call
      .input(
        z
          .object({
            theme: z.enum(["light", "dark", "system"]),
            language: z.enum(["en", "ja", "system"]),
            zoom: z.number().min(0.5).max(2),
            openAtLogin: z.boolean(),
            notifications: z.boolean(),
          })
          .partial(),
      )
      .output(z.custom<DesktopPreferences>()),
    wishes: call.output(eventIterator(z.custom<DesktopWish>())),
    /** Begins to drag an exported file out of the window. */
    dragOut: call
      .input(z.object({ fileName: z.string().max(200), content: z.string().max(1_000_000) }))
      .output(z.void()),
    /** Whether the window alone has exported files: the program then asks before it closes it. */
    holdFiles: call.input(z.object({ unsaved: z.boolean() })).output(z.void()),
    openLogFolder: call.output(z.void()),
    checkForUpdates: call.output(z.custom<UpdateState>()),
  },
  services: {
    list: call.output(z.custom<readonly ServiceInfo[]>()),
  },
  recipients: {
    /** What the machines that files were exported to are called, by their recipients. */
    names: call.output(z.custom<Readonly<Record<string, string>>>()),
    /** Calls a machine something else; an empty name forgets it. */
    rename: call.input(z.object({ recipient: z.string().max(4000), name: z.string().max(200) })).output(z.void()),
  },
  servers: {
    /** Which machine holds which grant, as far as this one knows. */
    list: call.output(z.custom<readonly Server[]>()),
    /** Forgets that a copy was made; the copy itself stays where it is. */
    forgetCopy: call.input(z.object({ copy: z.string().max(100) })).output(z.void()),
  },
  connections: {
    list: call.output(z.custom<readonly ConnectionSummary[]>()),
    /** What lies ahead of each connection, the first that ends first. */
    forecast: call.output(z.custom<readonly ConnectionForecast[]>()),
    get: call.input(connectionId).output(z.custom<ConnectionDetail>()),
    /** Makes a connection. Ending the stream early cancels the sign-in. */
    connect: call
      .input(z.object({ service: z.string(), name: z.string().max(200), properties }))
      .output(eventIterator(z.custom<ConnectEvent>())),
    /** Makes a connection of the same properties as another one, by a consent of its own. */
    connectLike: call
      .input(connectionId.extend({ name: z.string().max(200) }))
      .output(eventIterator(z.custom<ConnectEvent>())),
    /** Consents again for a connection that exists, keeping its place and name. */
    reconnect: call.input(connectionId).output(eventIterator(z.custom<ConnectEvent>())),
    /** For browsers that cannot reach the listener: the address the browser ended on. */
    pasteAddress: call.input(z.object({ attempt: z.uuid(), address: z.string().max(20_000) })).output(z.void()),
    /** Keeps what a consent brought, or lets go of it: what was saved before stays. */
    decide: call.input(z.object({ attempt: z.uuid(), keep: z.boolean() })).output(z.void()),
    /** Opens the consent page once more. */
    openAgain: call.input(z.object({ attempt: z.uuid() })).output(z.void()),
    test: call.input(connectionId).output(eventIterator(z.custom<TestEvent>())),
    /** Tests a connection by itself from now on, or no more. */
    testEvery: call
      .input(connectionId.extend({ every: z.enum(testIntervals).nullable() }))
      .output(z.custom<ConnectionSummary>()),
    /** What the same sign-in could use instead: accounts, pages. Asks the service. */
    choices: call.input(connectionId).output(z.custom<AccountChoices | null>()),
    /** Sets one of the service's own properties to what was chosen. */
    choose: call
      .input(connectionId.extend({ property: z.string().max(200), value: z.string().max(1000) }))
      .output(z.custom<ConnectionSummary>()),
    tag: call
      .input(connectionId.extend({ tags: z.array(z.string().max(50)).max(20) }))
      .output(z.custom<ConnectionSummary>()),
    rename: call.input(connectionId.extend({ name: z.string().min(1).max(200) })).output(z.custom<ConnectionSummary>()),
    /** Takes the connection out of the list and moves its settings file aside. */
    delete: call.input(connectionId).output(z.void()),
    export: call
      .input(
        connectionId.extend({
          to: z.union([
            z.object({ recipients: z.array(z.string().max(4000)).min(1).max(100) }),
            z.object({ passphrase: z.string().max(1000) }),
          ]),
          /** What to call the receivers, in the order of the recipients; with a passphrase, one name. */
          names: z.array(z.string().max(200)).max(100).optional(),
          mode: z.enum(["hand-over", "copy"]),
          /** What the file is called where it goes; `OAuthSettings.txt` where absent. */
          fileName: z
            .string()
            .max(120)
            .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
            .optional(),
        }),
      )
      .output(z.custom<ExportResult>()),
    /** Adds a settings file that was made elsewhere for this machine, or for a passphrase. */
    import: call
      .input(
        z.object({
          content: z.string().max(1_000_000),
          passphrase: z.string().max(1000).optional(),
          /** What the file is called where it was chosen: errors name it so. */
          name: z.string().max(255).optional(),
        }),
      )
      .output(z.custom<ConnectionSummary>()),
    /** Makes this machine the owner of the grant again. */
    takeOver: call.input(connectionId).output(z.custom<ConnectionSummary>()),
    /** What happened to a connection, the newest first; `testsOnly` leaves out what is no test. */
    history: call
      .input(connectionId.extend({ limit: z.int().min(1).max(1000), testsOnly: z.boolean().optional() }))
      .output(z.custom<History>()),
  },
  events: {
    /** What happens by itself, for as long as the stream is read. */
    watch: call.output(eventIterator(z.custom<WatchEvent>())),
  },
};
