import { expect, test } from "vitest";
import { type ExportForm, recipientsIn, targetOf, wrongRecipient } from "./export-state.ts";

const form: ExportForm = {
  to: "recipients",
  recipients: "",
  passphrase: "",
  again: "",
  suggested: false,
  mode: "hand-over",
};

test("recipients may stand on lines of their own or beside each other, each counts once", () => {
  expect(recipientsIn(" age1aa\nage1bb, age1aa\n\n")).toEqual(["age1aa", "age1bb"]);
});

test("what does not start with age1 is named", () => {
  expect(wrongRecipient("age1aa\nssh-rsa")).toBe("ssh-rsa");
  expect(targetOf({ ...form, recipients: "age1aa\nssh-rsa" })).toBeUndefined();
});

test("a typed passphrase has to be typed twice, a suggested one does not", () => {
  const typed: ExportForm = { ...form, to: "passphrase", passphrase: "correct horse battery" };
  expect(targetOf(typed)).toBeUndefined();
  expect(targetOf({ ...typed, again: typed.passphrase })).toEqual({ passphrase: typed.passphrase });
  expect(targetOf({ ...typed, suggested: true })).toEqual({ passphrase: typed.passphrase });
});

test("nothing chosen leads to no target", () => {
  expect(targetOf(form)).toBeUndefined();
  expect(targetOf({ ...form, to: "passphrase" })).toBeUndefined();
});
