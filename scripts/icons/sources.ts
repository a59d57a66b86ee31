import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { root } from "../run.ts";

/** What all pictures are drawn from. */
const sources = ["assets/icon.svg", "assets/tray.svg", "assets/tray-attention.svg"] as const;

/** Where `npm run icons` writes down which sources the pictures were drawn from. */
export const madeFrom = "assets/icons/made-from.json";

/** Sizes of the program's icon, in pixels: what Linux desktops, Windows and macOS ask for. */
export const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** The names that Electron looks for beside a tray picture, and how large each is (16 points). */
export const trayScales = [
  ["", 1],
  ["@1.5x", 1.5],
  ["@2x", 2],
  ["@3x", 3],
] as const;

/**
 * The pictures of the tray: black for macOS, which colours a template itself, and for light panels; white for
 * dark ones; each also as it looks when a connection needs its person.
 */
export const trayPictures = [
  { name: "trayTemplate", source: "assets/tray.svg", colour: "#000" },
  { name: "trayAttentionTemplate", source: "assets/tray-attention.svg", colour: "#000" },
  { name: "trayWhite", source: "assets/tray.svg", colour: "#fff" },
  { name: "trayAttentionWhite", source: "assets/tray-attention.svg", colour: "#ffc857" },
] as const;

/** The SHA-256 of each source as it is now, in hexadecimal. */
export const hashes = (): Record<string, string> =>
  Object.fromEntries(
    // A checkout on Windows may have other line ends.
    sources.map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(root + path, "utf8").replaceAll("\r\n", "\n"))
        .digest("hex"),
    ]),
  );
