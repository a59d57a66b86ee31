import type { Language } from "./localised.ts";

/** How a person wants the desktop program to look and behave. Holds no secret. */
export interface DesktopPreferences {
  readonly theme: "light" | "dark" | "system";
  /** Of the screens, the menus and the notifications. */
  readonly language: Language | "system";
  /** 1 is the size the screens were made for. */
  readonly zoom: number;
  readonly openAtLogin: boolean;
  readonly notifications: boolean;
}

export const defaultPreferences: DesktopPreferences = {
  theme: "system",
  language: "system",
  zoom: 1,
  openAtLogin: false,
  notifications: true,
};

/** The steps of zoom, from the smallest to the largest. */
export const zoomSteps = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** Something that the program around the window (its menus, the tray, a notification, a link) asks the window to show. */
export type DesktopWish =
  /** A place, by its address in the window (`#/connections/…`). */
  | { readonly kind: "go"; readonly address: string }
  | { readonly kind: "palette" }
  /** Fill a new connection from a text that a person had in the clipboard. */
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "import" }
  | { readonly kind: "test-all" }
  | { readonly kind: "preferences"; readonly preferences: DesktopPreferences };

/** A wish that a menu makes without saying more. */
export type MenuWish = Exclude<DesktopWish["kind"], "go" | "preferences">;

/** What became of a look for a newer version. */
export type UpdateState =
  /** No place to look is set in this build. */
  | { readonly state: "off" }
  | { readonly state: "latest"; readonly version: string }
  /** On its way, or there and installed when the program ends. */
  | { readonly state: "found"; readonly version: string };
