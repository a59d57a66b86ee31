import { expect, test } from "vitest";
import { type GrantPlace, machinesText, placeText, shortRecipient } from "./grant-place.ts";

const recipient = `age1${"q".repeat(58)}`;
const elsewhere = (...machines: Extract<GrantPlace, { kind: "elsewhere" }>["machines"]): GrantPlace => ({
  kind: "elsewhere",
  machines,
});

test.each<[GrantPlace, string, string]>([
  [{ kind: "here" }, "this machine", "このマシン"],
  [{ kind: "nobody" }, "nobody yet", "未定"],
  [elsewhere({ recipient }), "another machine (age1qqqqqqqq…qqqqqq)", "別のマシン（age1qqqqqqqq…qqqqqq）"],
  [elsewhere({ recipient, name: "db-1" }), "db-1 (age1qqqqqqqq…qqqqqq)", "db-1（age1qqqqqqqq…qqqqqq）"],
  [elsewhere({ name: "db-1" }), "db-1", "db-1"],
  [elsewhere(), "the machine that received the passphrase", "パスフレーズを受け取ったマシン"],
  [
    elsewhere({ recipient, name: "db-1" }, { recipient }),
    "db-1 or age1qqqqqqqq…qqqqqq",
    "db-1またはage1qqqqqqqq…qqqqqq",
  ],
])("where a grant lives is told in words: %#", (place, en, ja) => {
  expect(placeText(place)).toEqual({ en, ja });
});

test("of many machines three are named, and the rest counted", () => {
  const machines = [..."abcde"].map((name) => ({ name }));
  expect(machinesText(machines)).toEqual({ en: "a, b, c, or 2 more", ja: "a、b、c、またはほか 2 台" });
});

test("a recipient is cut short, a short one stays", () => {
  expect(shortRecipient(recipient)).toBe("age1qqqqqqqq…qqqqqq");
  expect(shortRecipient("age1short")).toBe("age1short");
});
