import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test, vi } from "vitest";
import { defaultPreferences } from "../../shared/desktop.ts";
import { menuTemplate } from "./template.ts";

const actions = () => ({
  go: vi.fn(),
  wish: vi.fn(),
  set: vi.fn(),
  zoom: vi.fn(),
  openLogFolder: vi.fn(),
  checkForUpdates: vi.fn(),
  about: vi.fn(),
});

const menus = (platform: NodeJS.Platform, language: "en" | "ja" = "en", does = actions()) =>
  menuTemplate({ platform, language, preferences: defaultPreferences }, does);

type Items = readonly MenuItemConstructorOptions[];
const all = (items: Items): Items =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
const byId = (items: Items, id: string) => all(items).find((item) => item.id === id) ?? expect.unreachable(id);
const click = (item: MenuItemConstructorOptions) => (item.click as () => void)();

describe.each(["linux", "win32", "darwin"] as const)("on %s", (platform) => {
  test("every item has a word in both languages or a role that brings its own, and does something", () => {
    for (const language of ["en", "ja"] as const) {
      for (const item of all(menus(platform, language))) {
        if (item.type === "separator") continue;
        expect(item.label ?? item.role).toBeTruthy();
        expect(item.role ?? item.click ?? item.submenu, item.label).toBeTruthy();
      }
    }
  });

  test("no two items answer to one accelerator", () => {
    const keys = all(menus(platform)).flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["CmdOrCtrl+N", "CmdOrCtrl+K", "CmdOrCtrl+,", "CmdOrCtrl+0"]));
  });

  test("quitting, settings and about are where the platform has them", () => {
    const [first] = menus(platform);
    const inFirst = all([first ?? expect.unreachable()]);
    expect(inFirst.some(({ role }) => role === "quit")).toBe(true);
    expect(inFirst.some(({ id }) => id === "settings")).toBe(true);
    expect(inFirst.some(({ id }) => id === "about")).toBe(platform === "darwin");
    expect(first?.label).toBe(platform === "darwin" ? "Keyferry" : "File");
  });
});

test("items lead where they say", () => {
  const does = actions();
  const items = menus("linux", "ja", does);
  click(byId(items, "new"));
  click(byId(items, "palette"));
  click(byId(items, "zoom-out"));
  click(byId(items, "theme-dark"));
  click(byId(items, "language-ja"));
  expect(does.go).toHaveBeenCalledWith("#/new");
  expect(does.wish).toHaveBeenCalledWith("palette");
  expect(does.zoom).toHaveBeenCalledWith(-1);
  expect(does.set.mock.calls).toEqual([[{ theme: "dark" }], [{ language: "ja" }]]);
  expect(byId(items, "theme-system").checked).toBe(true);
});
