import { expect, test } from "vitest";
import type { ExportResult } from "../connection.ts";
import { stepsForSeveral } from "./several-files.ts";

const file = (label: string, sealedTo: ExportResult["sealedTo"]) => ({
  name: label.toUpperCase(),
  label,
  result: {
    fileName: `OAuthSettings-${label}.txt`,
    sealedTo,
    commands: [
      { command: `scp OAuthSettings-${label}.txt SERVER:`, why: { en: "", ja: "" } },
      { command: `KEYFERRY_PASSPHRASE_FILE=~/passphrase.txt keyferry test ${label} 'A=b'`, why: { en: "", ja: "" } },
      { command: `keyferry token ${label} 'A=b'`, why: { en: "", ja: "" } },
    ],
  } as unknown as ExportResult,
});

const commands = (files: readonly ReturnType<typeof file>[]) =>
  stepsForSeveral(files).map((step) => (step.kind === "run" ? step.command : step.name));

test("all files are carried and protected at once, then each is tested", () => {
  expect(commands([file("sky", ["age1x"]), file("sea", ["age1x"])])).toEqual([
    "scp OAuthSettings-sky.txt OAuthSettings-sea.txt SERVER:",
    "chmod 600 ~/OAuthSettings-sky.txt ~/OAuthSettings-sea.txt",
    "KEYFERRY_PASSPHRASE_FILE=~/passphrase.txt keyferry test sky 'A=b'",
    "KEYFERRY_PASSPHRASE_FILE=~/passphrase.txt keyferry test sea 'A=b'",
  ]);
});

test("a passphrase is typed once for all of them", () => {
  const all = commands([file("sky", "passphrase"), file("sea", "passphrase")]);
  expect(all.filter((command) => command.includes("cat > ~/passphrase.txt"))).toHaveLength(1);
});
