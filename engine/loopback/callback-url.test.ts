import { describe, expect, test } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { canListenAt, readPastedAddress } from "./callback-url.ts";

describe("an address that a person pasted", () => {
  test.each([
    ["whole", "http://localhost:33333/?code=C-1&state=S"],
    ["whole, of another machine", "https://app.example/cb?code=C-1&state=S"],
    ["with blanks and a new line around", "  http://localhost:33333/?code=C-1&state=S \n"],
    ["in quotes", '"http://localhost:33333/?code=C-1&state=S"'],
    ["in quotes of several kinds", `"'<http://localhost:33333/?code=C-1&state=S>'"`],
    ["in angle brackets", "<http://localhost:33333/?code=C-1&state=S>"],
    ["without its scheme, as some browsers show it", "localhost:33333/?code=C-1&state=S"],
    ["without its scheme, by number", "127.0.0.1:33333/?code=C-1&state=S"],
    ["the query alone", "?code=C-1&state=S"],
    ["the query without its mark", "code=C-1&state=S"],
    ["with the tail that Instagram adds", "https://localhost:33333/?code=C-1&state=S#_"],
    ["the query with the tail that Instagram adds", "?code=C-1&state=S#_"],
  ])("%s", (_, pasted) => {
    const parameters = readPastedAddress(pasted);
    expect(parameters.get("code")).toBe("C-1");
    expect(parameters.get("state")).toBe("S");
  });

  test("with a denial is taken too, for the service's word on it", () => {
    expect(readPastedAddress("http://localhost/?error=access_denied&state=S").get("error")).toBe("access_denied");
  });

  test.each([
    "",
    " ",
    "hello",
    "C-1",
    "http://localhost:33333/",
    "http://localhost:33333/?state=S",
    "http://localhost:33333/#code=C-1",
    "?state=S",
    "https://",
  ])("%j holds no code", async (pasted) => {
    const error = await failureOf(() => readPastedAddress(pasted));
    expectFailure(error, "ADDRESS_WITHOUT_CODE");
    expect(error.exitStatus).toBe(1);
  });
});

test("a paste that is long and full of quotes is judged in a moment", async () => {
  const started = performance.now();
  expectFailure(await failureOf(() => readPastedAddress(`${'">'.repeat(100_000)}x`)), "ADDRESS_WITHOUT_CODE");
  expect(performance.now() - started).toBeLessThan(2000);
});

test.each([
  ["http://localhost:33333", true],
  ["http://127.0.0.1/", true],
  ["http://127.3.2.1:8080/cb", true],
  ["http://[::1]:33333/", true],
  ["https://localhost:33333/", false],
  ["http://localhost.example/", false],
  ["http://127.0.0.1.example/", false],
  ["http://192.168.1.2/", false],
  ["https://app.example/cb", false],
])("whether a listener can wait at %s: %s", (address, expected) => {
  expect(canListenAt(address)).toBe(expected);
});
