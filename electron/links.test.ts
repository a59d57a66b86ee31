import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOfLink, linkIn } from "./links.ts";

const id = "6950dc07-9513-4202-8c1e-434a39f237f3";

test.each([
  [`keyferry://connections/${id}`, `#/connections/${id}`],
  [`keyferry://connections/${id}/`, `#/connections/${id}`],
  ["keyferry://new", "#/new"],
  ["keyferry://new/basecamp", "#/new/basecamp"],
  ["keyferry://new/..%2f..%2fetc", "#/new"],
  ["keyferry://connections/x'\"><script>", "#/"],
  ["keyferry://home/anything?token=1#x", "#/"],
  [`keyferry://connections/${id}/delete`, "#/"],
  ["https://keyferry/connections", undefined],
  ["file:///etc/passwd", undefined],
  ["keyferry", undefined],
])("%s leads to %s", (link, address) => {
  expect(addressOfLink(link)).toBe(address);
});

test("whatever a link holds, it leads to a place of the window or nowhere", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.webPath(), (text, path) => {
      for (const link of [text, `keyferry://${text}`, `keyferry://new${path}`, `keyferry://connections${path}`])
        expect(addressOfLink(link) ?? "#/").toMatch(/^#\/(new(\/[a-z0-9-]+)?|connections\/[0-9a-f-]{36})?$/);
    }),
  );
});

test("is found among a program's arguments", () => {
  expect(linkIn(["/opt/keyferry", "--practice", "keyferry://new"])).toBe("keyferry://new");
  expect(linkIn(["/opt/keyferry", "https://x"])).toBeUndefined();
});
