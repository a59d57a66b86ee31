import { expect, it } from "vitest";
import { notices } from "./notices.ts";

it("gives the licences of what is bundled, and of what that depends on", () => {
  const text = notices();
  for (const name of ["react", "react-dom", "scheduler", "@mantine/core", "oauth4webapi", "age-encryption", "zod"]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\n\\S`, "m"));
  }
  expect(text).toContain("Permission is hereby granted, free of charge");
});

it("leaves no package without a licence, and names none of the development", () => {
  const entries = notices().split(/\n\n-{72}\n\n/);
  expect(entries.length).toBeGreaterThan(30);
  expect(entries.filter((entry) => (entry.split("\n")[1] ?? "").trim() === "" && entry.split("\n").length < 3)).toEqual(
    [],
  );
  expect(
    entries.filter((entry) => /^(vitest|electron|oidc-provider|@playwright\/test|typescript) /.test(entry)),
  ).toEqual([]);
});
