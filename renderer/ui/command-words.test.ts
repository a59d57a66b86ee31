import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesOf } from "./command-words.ts";

describe("the pieces of a sentence", () => {
  it("are what one types and what one reads, in their order", () => {
    expect(piecesOf("Run `keyferry rekey` on the server.")).toEqual([
      { text: "Run ", isTyped: false },
      { text: "keyferry rekey", isTyped: true },
      { text: " on the server.", isTyped: false },
    ]);
  });

  it("may begin and end with what one types", () => {
    expect(piecesOf("`a` or `b`")).toEqual([
      { text: "a", isTyped: true },
      { text: " or ", isTyped: false },
      { text: "b", isTyped: true },
    ]);
  });

  it("are one where a backtick has no other half", () => {
    expect(piecesOf("Run `keyferry` or ` alone")).toEqual([{ text: "Run `keyferry` or ` alone", isTyped: false }]);
    expect(piecesOf("no command")).toEqual([{ text: "no command", isTyped: false }]);
  });

  it("hold all of the sentence but the backticks that come in pairs", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b c", "`", "日本", "")), (words) => {
        const sentence = words.join("");
        const pieces = piecesOf(sentence);
        const isEven = (sentence.match(/`/g) ?? []).length % 2 === 0;
        expect(pieces.map(({ text }) => text).join("")).toBe(isEven ? sentence.replaceAll("`", "") : sentence);
        for (const { isTyped, text } of pieces) expect(isTyped && text.includes("`")).toBe(false);
      }),
    );
  });
});
