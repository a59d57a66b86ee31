import { describe, expect, test } from "vitest";
import { createPathWords } from "./path-words.ts";

const { shown, within } = createPathWords("/home/hana");

describe("of a path is shown", () => {
  test.each([
    ["/home/hana/.config/keyferry/OAuthSettings.txt", "~/.config/keyferry/OAuthSettings.txt"],
    ["/home/hana", "~"],
    ["/home/hanako/x", "/home/hanako/x"],
    ["/var/lib/my-app/settings-2.txt", "/var/lib/my-app/settings-2.txt"],
    ["C:\\Users\\Hana\\keyferry", "C:\\Users\\Hana\\keyferry"],
    ["connections/11111111-2222-3333-4444-555555555555", "connections/11111111-2222-3333-4444-555555555555"],
    ["OAuthSettings.txt.removed-2026-11-22T10-15-30.000Z", "OAuthSettings.txt.removed-2026-11-22T10-15-30.000Z"],
    [".OAuthSettings.txt.next", ".OAuthSettings.txt.next"],
    ["rescued/11111111-2222-3333-4444-555555555555.txt", "rescued/11111111-2222-3333-4444-555555555555.txt"],
    ["設定/接続.txt", "設定/接続.txt"],
    ["../shared", "../shared"],
  ])("%s as %s", (path, words) => expect(shown(path)).toBe(words));
});

test("a part that may be a secret is a number, the same one throughout", () => {
  const odd = "/srv/k9Q2xZ7-token/a";
  expect(shown(odd)).toBe("/srv/••••1/a");
  expect(shown("/srv/other9Q2xZ7/k9Q2xZ7-token")).toBe("/srv/••••2/••••1");
  expect(within(`cannot read ${odd}: gone`)).toBe("cannot read /srv/••••1/a: gone");
});
