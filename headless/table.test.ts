import { expect, test } from "vitest";
import { plainText, table } from "./table.ts";

test("columns stand under each other, where ideographs take two places as well", () => {
  expect(
    table([
      ["NAME", "WHEN"],
      ["クモ", "now"],
      ["Studio", "later"],
    ]),
  ).toBe("NAME    WHEN\nクモ    now\nStudio  later");
});

test("a name cannot steer the terminal, nor break the line", () => {
  expect(plainText("Shop\u001b[2J\u0007\r\nOffice\u202e")).toBe("Shop [2J Office");
});
