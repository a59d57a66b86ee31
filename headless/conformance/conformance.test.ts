import { describe, expect, it } from "vitest";
import { catalog } from "../../services/catalog.ts";
import { rows } from "./rows.ts";
import { tryService } from "./way-in.ts";

describe.each(catalog.map((service) => ({ name: service.name, service })))("$name", ({ service }) => {
  for (const { title, not, prove } of rows) {
    const reason = not?.(service);
    if (reason === undefined) it(title, async () => prove(await tryService(service)));
  }
});

it("docs/conformance.md is the table of these tests", async () => {
  const head = ["", ...catalog.map(({ name }) => name)];
  const lines = rows.map(({ title, not }) => [title, ...catalog.map((service) => not?.(service) ?? "✓")]);
  const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  const text = [
    "# What each service's connection has",
    "",
    "Written by `npm run conformance`, which runs every ✓ against the practice provider. The test of a cell is",
    "`headless/conformance/conformance.test.ts`: the service's name, then the row.",
    "",
    ...table,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/conformance.md");
});
