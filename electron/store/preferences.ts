import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "atomically";
import { type DesktopPreferences, defaultPreferences, zoomSteps } from "../../shared/desktop.ts";

/** Where a window stood when it was last closed. */
export interface WindowState {
  readonly bounds?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly maximized?: boolean;
}

/** What the program remembers of how a person wants it. Holds no secret, and nothing that cannot be lost. */
export interface Remembered {
  readonly preferences: () => DesktopPreferences;
  readonly setPreferences: (change: Partial<DesktopPreferences>) => DesktopPreferences;
  readonly window: () => WindowState;
  readonly setWindow: (state: WindowState) => void;
}

type Judge = (value: unknown) => boolean;

const isBoolean: Judge = (value) => typeof value === "boolean";
const isNumber: Judge = (value) => Number.isFinite(value);
const oneOf =
  (...words: readonly string[]): Judge =>
  (value) =>
    words.includes(value as string);

const judges: Readonly<Record<keyof DesktopPreferences, Judge>> = {
  theme: oneOf("light", "dark", "system"),
  language: oneOf("en", "ja", "system"),
  zoom: (value) => isNumber(value) && Number(value) >= zoomSteps[0] && Number(value) <= (zoomSteps.at(-1) ?? 1),
  openAtLogin: isBoolean,
  notifications: isBoolean,
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What of an object is as it should be; a word that is not is left out, and its default counts. */
const sound = (value: unknown, judged: Readonly<Record<string, Judge>>): Record<string, unknown> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([name, each]) => judged[name]?.(each) === true))
    : {};

const isBounds: Judge = (value) =>
  isObject(value) && ["x", "y", "width", "height"].every((name) => isNumber(value[name]));

const readKept = (path: string): { preferences: Partial<DesktopPreferences>; window: WindowState } => {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    // None yet, or none that can be read: begun anew with the next change.
  }
  const { preferences, window } = isObject(kept) ? kept : {};
  return {
    preferences: sound(preferences, judges),
    window: sound(window, { bounds: isBounds, maximized: isBoolean }),
  };
};

/**
 * Opens `preferences.json` in the program's own folder; what cannot be understood in it counts as not set.
 *
 * Not in electron-store as the list is: the first window waits for this, and that library takes longer to
 * load (schemas, migrations) than all else before the window together.
 */
export const openRemembered = (folder: string): Remembered => {
  const path = join(folder, "preferences.json");
  const kept = readKept(path);
  const write = (): void => writeFileSync(path, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
  const preferences = (): DesktopPreferences => ({ ...defaultPreferences, ...kept.preferences });
  return {
    preferences,
    setPreferences: (change) => {
      kept.preferences = { ...kept.preferences, ...change };
      write();
      return preferences();
    },
    window: () => kept.window,
    setWindow: (state) => {
      kept.window = state;
      write();
    },
  };
};
