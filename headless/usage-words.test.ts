import { expect, test, vi } from "vitest";
import { run } from "./main.ts";

const said: string[] = [];

const secret = "h4rb0ur-9fQ2x";
const telling = async (...words: readonly string[]): Promise<string> => {
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  expect(await run(words)).toBe(2);
  return said.splice(0).join("");
};

test.each([
  ["as a command", [`Password=it's ${secret}`]],
  ["as one argument too many", ["token", "basecamp", "Password=a", secret]],
  ["as a flag", ["token", "basecamp", "x", `--${secret}`]],
  ["as the value of a flag there is not", ["token", "basecamp", "x", `--password=${secret}`]],
  ["as a choice", ["export", "--settings", "x", "--out", "y", "--mode", secret]],
  ["as a port", ["practice", "--port", secret]],
  ["as a method", ["request", "basecamp", "InitiateOAuth=OFF", `Password=${secret}`, "/"]],
  ["as a header", ["request", "basecamp", "InitiateOAuth=OFF", "GET", "/", "--header", secret]],
  ["as an input", ["call", "basecamp", "RefreshOAuthAccessToken", "InitiateOAuth=OFF", secret]],
])("a secret given %s is not repeated", async (_, words) => {
  expect(await telling(...words)).not.toContain("9fQ2x");
  expect(await telling(...words, "--json")).not.toContain("9fQ2x");
});

test("a misspelt command and a misspelt flag are named, with the nearest", async () => {
  expect(await telling("conect")).toMatch(/unknown command 'conect'[\s\S]*connect/);
  expect(await telling("inspect", "x", "--jsn")).toMatch(/unknown option '--jsn'[\s\S]*--json/);
  expect(await telling("inspect", "x", "--jsn=1", "--json")).toContain("unknown option '--jsn=••••'");
});
