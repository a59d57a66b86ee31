import type { MenuItemConstructorOptions } from "electron";
import type { DesktopPreferences, MenuWish } from "../../shared/desktop.ts";
import type { Language, Localised } from "../../shared/localised.ts";
import { words } from "../words.ts";

/** What a choice of a menu does. */
export interface MenuActions {
  readonly go: (address: string) => void;
  readonly wish: (kind: MenuWish) => void;
  readonly set: (change: Partial<DesktopPreferences>) => void;
  readonly zoom: (direction: 1 | 0 | -1) => void;
  readonly openLogFolder: () => void;
  readonly checkForUpdates: () => void;
  readonly about: () => void;
}

interface MenuState {
  readonly platform: NodeJS.Platform;
  readonly language: Language;
  readonly preferences: DesktopPreferences;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: "separator" };

/** The menus of the program, after the conventions of its platform. */
export const menuTemplate = (state: MenuState, actions: MenuActions): readonly Item[] => {
  const say = (text: Localised): string => text[state.language];
  const mac = state.platform === "darwin";
  return [
    ...(mac ? [appMenu(say, actions)] : []),
    fileMenu(say, mac, actions),
    editMenu(say),
    viewMenu(say, state.preferences, actions),
    windowMenu(say, mac),
    helpMenu(say, mac, actions),
  ];
};

type Say = (text: Localised) => string;

const settings = (say: Say, { go }: MenuActions): Item => ({
  id: "settings",
  label: say(words.settings),
  accelerator: "CmdOrCtrl+,",
  click: () => go("#/settings"),
});

const appMenu = (say: Say, actions: MenuActions): Item => ({
  label: "Keyferry",
  submenu: [
    { id: "about", label: say(words.about), click: actions.about },
    separator,
    settings(say, actions),
    separator,
    { role: "services" },
    separator,
    { role: "hide" },
    { role: "hideOthers" },
    { role: "unhide" },
    separator,
    { role: "quit", label: say(words.quit) },
  ],
});

const fileMenu = (say: Say, mac: boolean, actions: MenuActions): Item => ({
  label: say(words.file),
  submenu: [
    { id: "new", label: say(words.newConnection), accelerator: "CmdOrCtrl+N", click: () => actions.go("#/new") },
    {
      id: "paste-string",
      label: say(words.pasteString),
      accelerator: "CmdOrCtrl+Shift+V",
      click: () => actions.wish("paste"),
    },
    { id: "import", label: say(words.importFile), accelerator: "CmdOrCtrl+O", click: () => actions.wish("import") },
    separator,
    { id: "test-all", label: say(words.testAll), accelerator: "CmdOrCtrl+T", click: () => actions.wish("test-all") },
    separator,
    ...(mac
      ? [{ role: "close", label: say(words.close) } as const]
      : [settings(say, actions), separator, { role: "quit", label: say(words.quit) } as const]),
  ],
});

const editMenu = (say: Say): Item => ({
  label: say(words.edit),
  submenu: [
    { role: "undo", label: say(words.undo) },
    { role: "redo", label: say(words.redo) },
    separator,
    { role: "cut", label: say(words.cut) },
    { role: "copy", label: say(words.copy) },
    { role: "paste", label: say(words.paste) },
    { role: "selectAll", label: say(words.selectAll) },
  ],
});

const viewMenu = (say: Say, { theme, language }: DesktopPreferences, actions: MenuActions): Item => {
  const looks = ["light", "dark", "system"] as const;
  const languages = [
    { value: "en", label: "English" },
    { value: "ja", label: "日本語" },
    { value: "system", label: say(words.system) },
  ] as const;
  return {
    label: say(words.view),
    submenu: [
      { id: "home", label: say(words.allConnections), accelerator: "CmdOrCtrl+1", click: () => actions.go("#/") },
      { id: "palette", label: say(words.palette), accelerator: "CmdOrCtrl+K", click: () => actions.wish("palette") },
      separator,
      { id: "zoom-in", label: say(words.zoomIn), accelerator: "CmdOrCtrl+Plus", click: () => actions.zoom(1) },
      { id: "zoom-out", label: say(words.zoomOut), accelerator: "CmdOrCtrl+-", click: () => actions.zoom(-1) },
      { id: "zoom-reset", label: say(words.actualSize), accelerator: "CmdOrCtrl+0", click: () => actions.zoom(0) },
      separator,
      {
        label: say(words.appearance),
        submenu: looks.map((look) => ({
          id: `theme-${look}`,
          type: "radio" as const,
          label: say(words[look]),
          checked: theme === look,
          click: () => actions.set({ theme: look }),
        })),
      },
      {
        label: say(words.language),
        submenu: languages.map(({ value, label }) => ({
          id: `language-${value}`,
          type: "radio" as const,
          label,
          checked: language === value,
          click: () => actions.set({ language: value }),
        })),
      },
      separator,
      { role: "togglefullscreen", label: say(words.fullScreen) },
    ],
  };
};

const windowMenu = (say: Say, mac: boolean): Item => ({
  label: say(words.window),
  ...(mac ? { role: "windowMenu" as const } : {}),
  ...(mac
    ? {}
    : {
        submenu: [
          { role: "minimize" as const, label: say(words.minimize) },
          { role: "close" as const, label: say(words.close) },
        ],
      }),
});

const helpMenu = (say: Say, mac: boolean, actions: MenuActions): Item => ({
  label: say(words.help),
  ...(mac ? { role: "help" as const } : {}),
  submenu: [
    { id: "logs", label: say(words.logFolder), click: actions.openLogFolder },
    { id: "updates", label: say(words.checkForUpdates), click: actions.checkForUpdates },
    ...(mac ? [] : [separator, { id: "about", label: say(words.about), click: actions.about }]),
  ],
});
