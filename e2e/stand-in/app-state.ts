import { createPaths } from "./app-paths.ts";
import { emitterOf } from "./emitter.ts";
import { guard } from "./guard.ts";
import type { Launch } from "./launch.ts";
import { note } from "./record.ts";

const events = [
  ...["will-finish-launching", "ready", "window-all-closed", "before-quit", "will-quit", "quit", "activate"],
  ...["second-instance", "open-url", "open-file", "browser-window-created", "browser-window-focus"],
  ...["browser-window-blur", "web-contents-created", "render-process-gone", "child-process-gone"],
  ...["accessibility-support-changed", "certificate-error", "login", "did-become-active", "select-client-certificate"],
];

/** What the program tells the desktop about itself, and what it asks of it. */
export class AppState extends emitterOf("app", events) {
  readonly isPackaged: boolean;
  /** macOS only. */
  readonly dock = undefined;
  readonly commandLine: object;
  accessibilitySupportEnabled = false;
  applicationMenu: unknown = null;
  userAgentFallback = "";
  readonly #launch: Launch;
  readonly #paths: ReturnType<typeof createPaths>;
  readonly #protocols = new Set<string>();
  #name: string;
  #badge = 0;
  #loginItem: object = { openAtLogin: false };

  constructor(launch: Launch) {
    super();
    this.#launch = launch;
    this.#paths = createPaths(launch);
    this.#name = launch.manifest.productName ?? launch.manifest.name;
    this.isPackaged = launch.packaged;
    const switches = new Map(launch.switches);
    this.commandLine = guard("app.commandLine", {
      appendSwitch: (name: string, value = "") => void switches.set(name, value),
      appendArgument: (value: string) => note("app.commandLine.appendArgument", value),
      hasSwitch: (name: string) => switches.has(name),
      getSwitchValue: (name: string) => switches.get(name) ?? "",
      removeSwitch: (name: string) => void switches.delete(name),
    });
  }

  getVersion(): string {
    return this.#launch.manifest.version;
  }

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getAppPath(): string {
    return this.#launch.folder;
  }

  getPath(name: string): string {
    return this.#paths.get(name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    if (path !== undefined) this.#paths.set("logs", path);
  }

  getLocale(): string {
    return this.getPreferredSystemLanguages()[0] ?? "en-US";
  }

  getSystemLocale(): string {
    return this.getLocale();
  }

  getLocaleCountryCode(): string {
    return this.getLocale().split("-")[1] ?? "";
  }

  /** From the environment, as on Linux: `LANGUAGE` is a list, `LC_ALL` and `LANG` say one. */
  getPreferredSystemLanguages(): readonly string[] {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
    const words = [...(LANGUAGE?.split(":") ?? []), LC_ALL, LC_MESSAGES, LANG].flatMap((each) => {
      const [word = ""] = (each ?? "").split(/[.@]/);
      return word === "" || word === "C" || word === "POSIX" ? [] : [word.replace("_", "-")];
    });
    return words.length === 0 ? ["en-US"] : [...new Set(words)];
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    note("app.setAsDefaultProtocolClient", scheme);
    this.#protocols.add(scheme);
    return true;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    note("app.removeAsDefaultProtocolClient", scheme);
    return this.#protocols.delete(scheme);
  }

  isDefaultProtocolClient(scheme: string): boolean {
    return this.#protocols.has(scheme);
  }

  getLoginItemSettings(): object {
    return this.#loginItem;
  }

  setLoginItemSettings(settings: object): void {
    note("app.setLoginItemSettings", settings);
    this.#loginItem = { openAtLogin: false, ...settings };
  }

  setAboutPanelOptions(options: object): void {
    note("app.setAboutPanelOptions", options);
  }

  showAboutPanel(): void {
    note("app.showAboutPanel");
  }

  setAppUserModelId(id: string): void {
    note("app.setAppUserModelId", id);
  }

  setDesktopName(name: string): void {
    note("app.setDesktopName", name);
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  setBadgeCount(count = 0): boolean {
    note("app.setBadgeCount", count);
    this.#badge = count;
    return true;
  }

  enableSandbox(): void {}

  disableHardwareAcceleration(): void {}

  isAccessibilitySupportEnabled(): boolean {
    return this.accessibilitySupportEnabled;
  }

  focus(): void {
    note("app.focus");
  }

  hide(): void {
    note("app.hide");
  }

  show(): void {
    note("app.show");
  }
}
