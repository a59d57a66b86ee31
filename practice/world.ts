import type { OAuthApp, RegisteredApp } from "./apps.ts";
import { FaultBook } from "./faults.ts";
import { Journal } from "./journal.ts";
import { Ledger } from "./ledger.ts";
import type { PracticeService } from "./service.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { readState, type SavedState, writeState } from "./state-file.ts";

export interface WorldOptions {
  readonly practices: readonly PracticeService[];
  readonly auto: Settings["auto"];
  readonly stateFile: string | undefined;
  readonly now: () => number;
}

/** All that a provider knows between two requests. Two providers share nothing. */
export class World {
  readonly practices: readonly PracticeService[];
  readonly now: () => number;
  readonly faults = new FaultBook();
  readonly journal = new Journal();
  settings: Settings;
  #auto: Settings["auto"];
  #stateFile: string | undefined;
  #saved: SavedState;
  #apps: RegisteredApp[];
  #appsChanged = false;
  #ledgers: Map<string, Ledger>;

  constructor(options: WorldOptions) {
    this.practices = options.practices;
    this.now = options.now;
    this.settings = defaultSettings(options.practices, options.auto);
    this.#auto = options.auto;
    this.#stateFile = options.stateFile;
    this.#saved = (options.stateFile && readState(options.stateFile)) || { version: 1, apps: [], ledgers: {} };
    this.#apps = [...this.#saved.apps];
    this.#ledgers = this.#ledgersFrom(this.#saved.ledgers);
  }

  #ledgersFrom(saved: SavedState["ledgers"]): Map<string, Ledger> {
    return new Map(this.practices.map((service) => [service.id, new Ledger(saved[service.id])]));
  }

  /** The ledger of a service that is played. */
  ledger(service: string): Ledger {
    const ledger = this.#ledgers.get(service);
    if (!ledger) throw new Error(`No service ${service} is played.`);
    return ledger;
  }

  /** The app a service knows by this client id in this realm. */
  app(service: PracticeService, clientId: string | null, realm: string | undefined): OAuthApp | undefined {
    const registered = this.#apps.filter((app) => app.service === service.id);
    const isKnown = (app: OAuthApp) => app.realm === undefined || app.realm === realm;
    return [...service.apps, ...registered].find((app) => app.OAuthClientId === clientId && isKnown(app));
  }

  /** Registers an app, in place of an earlier one with the same id. */
  register(app: RegisteredApp): void {
    const isOther = (each: RegisteredApp) => each.service !== app.service || each.OAuthClientId !== app.OAuthClientId;
    this.#apps = [...this.#apps.filter(isOther), app];
    this.#appsChanged = true;
  }

  /** Makes everything as it was when the provider was started for the first time. */
  reset(): void {
    this.settings = defaultSettings(this.practices, this.#auto);
    this.faults.clear();
    this.journal.clear();
    this.#apps = [];
    this.#appsChanged = true;
    this.#ledgers = this.#ledgersFrom({});
  }

  /** Writes the state file where anything in it has changed. */
  save(): void {
    const changed = [...this.#ledgers.values()].filter((ledger) => ledger.takeChanged()).length > 0;
    if (!this.#stateFile || !(changed || this.#appsChanged)) return;
    const played = Object.fromEntries([...this.#ledgers].map(([id, ledger]) => [id, ledger.state]));
    // What belongs to services that are not played this time is kept.
    writeState(this.#stateFile, {
      version: 1,
      apps: this.#apps,
      ledgers: { ...this.#saved.ledgers, ...played },
    });
    this.#appsChanged = false;
  }
}
