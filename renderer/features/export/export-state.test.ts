import { expect, test } from "vitest";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { sampleService } from "../../../shared/test-kit.ts";
import {
  type ExportForm,
  hasGrant,
  initialExport,
  namesOf,
  receiversOf,
  recipientsIn,
  targetOf,
  wrongRecipient,
} from "./export-state.ts";

const form: ExportForm = {
  to: "recipients",
  recipients: "",
  passphrase: "",
  again: "",
  suggested: false,
  mode: "hand-over",
  names: {},
  passphraseName: "",
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

test("a grant is handed over where the service asks for it; an API key has none and is copied", () => {
  const definition: ServiceDefinition = { ...sampleService, authSchemes: ["OAuth", "APIToken"], properties: [] };
  expect(initialExport(definition, {}).mode).toBe("hand-over");
  expect(initialExport(definition, { AuthScheme: "APIToken" }).mode).toBe("copy");
  expect(hasGrant(definition, { AuthScheme: "APIToken" })).toBe(false);
});

test("a name entered here counts, even an empty one; else the one known before", () => {
  const two = { ...form, recipients: "age1aa\nage1bb\nage1cc" };
  const known = { age1aa: "db-1", age1bb: "db-2", age1dd: "db-4" };
  expect(namesOf(two, known)).toEqual(["db-1", "db-2", ""]);
  expect(namesOf({ ...two, names: { age1aa: "", age1cc: "db-3" } }, known)).toEqual(["", "db-2", "db-3"]);
  expect(namesOf({ ...two, to: "passphrase", passphraseName: "db-9" }, known)).toEqual(["db-9"]);
});

test("receivers are counted as the warnings need them: one at least, and unknown behind a passphrase", () => {
  expect(receiversOf(form)).toBe(1);
  expect(receiversOf({ ...form, recipients: "age1aa age1bb age1aa" })).toBe(2);
  expect(receiversOf({ ...form, to: "passphrase" })).toBe("passphrase");
});
