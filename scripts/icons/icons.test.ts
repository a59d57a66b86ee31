import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../run.ts";
import { appleSizes, icnsOf, icoOf, pngSize } from "./containers.ts";
import { hashes, iconSizes, madeFrom, trayPictures, trayScales } from "./sources.ts";

const read = (path: string): Buffer => readFileSync(join(root, path));

it("has the icons that the present drawings give", () => {
  expect(JSON.parse(read(madeFrom).toString("utf8")), "run `npm run icons`").toEqual(hashes());
});

it.each(iconSizes)("has the icon at %i pixels", (size) => {
  expect(pngSize(read(`assets/icons/${size}x${size}.png`))).toEqual({ width: size, height: size });
});

it.each(trayPictures.flatMap(({ name }) => trayScales.map(([suffix, scale]) => [`${name}${suffix}`, scale] as const)))(
  "has the tray picture %s",
  (name, scale) => {
    expect(pngSize(read(`assets/tray/${name}.png`))).toEqual({ width: 16 * scale, height: 16 * scale });
  },
);

it("has a Windows icon whose entries are the PNG files", () => {
  const ico = read("assets/icons/icon.ico");
  const count = ico.readUInt16LE(4);
  const entries = Array.from({ length: count }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = ico.readUInt32LE(at + 12);
    return { side: ico.readUInt8(at) || 256, png: ico.subarray(offset, offset + ico.readUInt32LE(at + 8)) };
  });
  expect(entries.map(({ side }) => side)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  for (const { side, png } of entries) expect(png.equals(read(`assets/icons/${side}x${side}.png`))).toBe(true);
});

it("has an Apple icon of every size, each a PNG of that size", () => {
  const icns = read("assets/icons/icon.icns");
  expect(icns.toString("latin1", 0, 4)).toBe("icns");
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const found: [string, number][] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found.push([icns.toString("latin1", at, at + 4), pngSize(icns.subarray(at + 8)).width]);
  }
  expect(Object.fromEntries(found)).toEqual({
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic13: 256,
    ic08: 256,
    ic14: 512,
    ic09: 512,
    ic10: 1024,
  });
});

it("refuses to make an Apple icon with a size missing, and to take for a PNG what is none", () => {
  const [missing, ...rest] = appleSizes;
  const pictures = rest.map((size) => ({ size, png: Buffer.from("png") }));
  expect(() => icnsOf(pictures)).toThrow(`needs ${missing} pixels`);
  expect(() => pngSize(Buffer.alloc(64))).toThrow("not a PNG");
});

it("writes 256 pixels as 0 in a Windows icon", () => {
  expect(icoOf([{ size: 256, png: Buffer.from("png") }]).readUInt8(6)).toBe(0);
});
