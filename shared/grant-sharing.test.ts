import { describe, expect, test } from "vitest";
import { exportWarning, sharingWords, standardMode, takeBackWords } from "./grant-sharing.ts";
import type { Localised } from "./localised.ts";
import type { GrantSharing } from "./service.ts";
import { sampleService } from "./test-kit.ts";

const kinds = Object.keys(sharingWords) as GrantSharing[];
const sample = (sharing: GrantSharing) => ({ ...sampleService, grant: { ...sampleService.grant, sharing } });
const db1: Localised = { en: "db-1", ja: "db-1" };

/** Every text in a tree of words. */
const textsIn = (words: object): readonly Localised[] =>
  "en" in words ? [words as Localised] : Object.values(words).flatMap((each: object) => textsIn(each));

test.each(kinds)("%s has words of its own in both languages", (kind) => {
  for (const { en, ja } of textsIn(sharingWords[kind])) {
    expect(en).toMatch(/^[A-Z]/);
    expect(ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u);
  }
  const labels = kinds.map((each) => sharingWords[each].label.en);
  expect(new Set(labels).size).toBe(kinds.length);
});

test("a copy is proposed only where copies do no harm", () => {
  expect(kinds.filter((kind) => standardMode(kind) === "copy")).toEqual(["copyable"]);
});

describe("what an export is warned of", () => {
  test("nothing where copies are fine, whoever gets them", () => {
    for (const receivers of [1, 7, "passphrase"] as const) {
      for (const mode of ["copy", "hand-over"] as const) {
        expect(exportWarning(sample("copyable"), mode, receivers)).toBeUndefined();
      }
    }
  });

  test.each(["single-owner", "one-per-login"] as const)("%s: nothing where one machine gets it handed over", (kind) => {
    expect(exportWarning(sample(kind), "hand-over", 1)).toBeUndefined();
  });

  test.each(["single-owner", "one-per-login"] as const)("%s: a copy, with the service's own reason", (kind) => {
    const warning = exportWarning(sample(kind), "copy", 1);
    expect(warning?.en).toMatch(/both machines renew .*Because\. .*may end the connection/);
    expect(warning?.ja).toContain("理由。");
  });

  test.each(["single-owner", "one-per-login"] as const)(
    "%s: several machines, of which one alone may use it",
    (kind) => {
      const several = exportWarning(sample(kind), "hand-over", 3);
      expect(several?.en).toMatch(/^Only one of these 3 machines may use the file\./);
      expect(several?.en).toContain(sharingWords[kind].furtherMachine.en);
      expect(several?.ja).toContain("3 台のうち 1 台だけ");
      const hidden = exportWarning(sample(kind), "hand-over", "passphrase");
      expect(hidden?.en).toMatch(/on one machine only.*a second one may end the connection on both/);
      expect(hidden?.ja).toContain("1 台のマシンだけ");
    },
  );

  test("of a copy to several machines both things are said", () => {
    const both = exportWarning(sample("single-owner"), "copy", 2)?.en ?? "";
    expect(both).toContain("A copy lets both machines renew");
    expect(both).toContain("Only one of these 2 machines");
  });
});

describe("what taking back is said to do", () => {
  test("all that can go wrong, where a grant has one owner", () => {
    const words = takeBackWords(sample("single-owner"), db1).map(({ en }) => en);
    expect(words).toHaveLength(3);
    expect(words[1]).toMatch(/The file on db-1 can no longer renew\. Stop using it there/);
    expect(words[2]).toMatch(/renewed on db-1 since, Sample may no longer take .* sign in again/);
  });

  test("no harm, where copies are fine", () => {
    const words = takeBackWords(sample("copyable"), db1).map(({ en }) => en);
    expect(words.join(" ")).not.toMatch(/end|sign in/);
    expect(words.join(" ")).toContain("The copy on db-1 goes on working.");
  });
});
