import ElectronStore from "electron-store";
import { type DesktopPreferences, defaultPreferences } from "../../shared/desktop.ts";

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

interface Kept {
  preferences: Partial<DesktopPreferences>;
  window: WindowState;
}

const number = { type: "number" } as const;

/** Opens the file of preferences in the program's own folder; one that cannot be read is begun anew. */
export const openRemembered = (): Remembered => {
  const store = new ElectronStore<Kept>({
    name: "preferences",
    clearInvalidConfig: true,
    configFileMode: 0o600,
    schema: {
      preferences: {
        type: "object",
        properties: {
          theme: { enum: ["light", "dark", "system"] },
          language: { enum: ["en", "ja", "system"] },
          zoom: { type: "number", minimum: 0.5, maximum: 2 },
          openAtLogin: { type: "boolean" },
          notifications: { type: "boolean" },
        },
      },
      window: {
        type: "object",
        properties: {
          bounds: { type: "object", properties: { x: number, y: number, width: number, height: number } },
          maximized: { type: "boolean" },
        },
      },
    },
    defaults: { preferences: {}, window: {} },
  });
  const preferences = (): DesktopPreferences => ({ ...defaultPreferences, ...store.get("preferences") });
  return {
    preferences,
    setPreferences: (change) => {
      store.set("preferences", { ...store.get("preferences"), ...change });
      return preferences();
    },
    window: () => store.get("window"),
    setWindow: (state) => store.set("window", state),
  };
};
