import { app, Menu } from "electron";
import type { DesktopPreferences } from "../../shared/desktop.ts";
import type { Language } from "../../shared/localised.ts";
import { type MenuActions, menuTemplate } from "./template.ts";

/** Puts the menus in place, as they are after the last change of preferences. */
export const showMenus = (preferences: DesktopPreferences, language: Language, actions: MenuActions): void => {
  const template = menuTemplate({ platform: process.platform, language, preferences }, actions);
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
};

/** What the about box says. */
export const describeProgram = (home: string): void => {
  const { electron, chrome, node } = process.versions;
  app.setAboutPanelOptions({
    applicationName: "Keyferry",
    applicationVersion: app.getVersion(),
    version: `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    copyright: "MIT License",
    credits: home,
  });
};
