import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharingWords } from "../shared/grant-sharing.ts";
import type { GrantSharing } from "../shared/service.ts";
import { catalog } from "./catalog.ts";

const page = readFileSync(new URL("../docs/ownership.md", import.meta.url), "utf8");

describe("docs/ownership.md", () => {
  // A new service is a folder and nothing else, so a service without a row is no fault.
  const told = catalog.filter(({ name }) => page.includes(`| ${name} |`));

  test.each(told.map((service) => [service.name, service] as const))(
    "says of %s what the program says",
    (name, { grant }) => {
      const label = `${sharingWords[grant.sharing].label.en} (\`${grant.sharing}\`)`;
      expect(page).toContain(`| ${name} | ${label} | ${grant.why.en} ([source](${grant.source})) |`);
    },
  );

  test("says how the grants of a lost machine end where the program does", () => {
    for (const { name, grant } of told) {
      if (grant.withdrawal) expect(page).toContain(`| ${name} | ${grant.withdrawal.en} |`);
      else expect(page).not.toMatch(new RegExp(`^\\| ${name} \\| [^|]*\\|$`, "m"));
    }
  });

  test("has a row for each kind of service", () => {
    expect(new Set(told.map(({ grant }) => grant.sharing))).toEqual(new Set(Object.keys(sharingWords)));
  });

  test.each(Object.keys(sharingWords) as GrantSharing[])("explains the label %s in the program's words", (kind) => {
    const { label, meaning } = sharingWords[kind];
    expect(page).toContain(`| ${label.en} (\`${kind}\`) | ${meaning.en} |`);
  });
});

test.each(catalog.map(({ name, grant, sources }) => [name, grant.source ?? "", sources] as const))(
  "%s has a page for its label, which is among its sources",
  (_, source, sources) => {
    expect(source).toMatch(/^https:\/\//);
    expect(sources).toContain(source);
  },
);
