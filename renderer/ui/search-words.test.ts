import { expect, it } from "vitest";
import { hasWords, searchable, searchWords } from "./search-words.ts";

const finds = (typed: string, text: string) => hasWords(searchable(text), searchWords(typed));

it.each([
  ["base", "Basecamp"],
  ["ＢＡＳＥ", "Basecamp"],
  ["ﾌﾟﾛｼﾞｪｸﾄ", "37signals のプロジェクト管理サービス"],
  ["camp　base", "Basecamp"],
  ["", "anything"],
  ["  ", "anything"],
])("“%s” finds “%s”", (typed, text) => {
  expect(finds(typed, text)).toBe(true);
});

it("needs every word", () => {
  expect(finds("base high", "Basecamp")).toBe(false);
});
