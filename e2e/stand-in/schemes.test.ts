import fc from "fast-check";
import { expect, test } from "vitest";
import { patternOf, toPageAddress, toPagePolicy, toProgramAddress } from "./schemes.ts";

const schemes = ["app", "web+x"];

test("an address of the program has a place in pages, and comes back", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...schemes),
      fc.domain(),
      fc.webPath(),
      fc.webQueryParameters(),
      (scheme, host, path, query) => {
        const url = `${scheme}://${host}${path || "/"}?${query}`;
        const inPage = toPageAddress(url, schemes);
        expect(new URL(inPage).protocol).toBe("https:");
        expect(toProgramAddress(inPage)).toBe(url);
      },
    ),
  );
});

test("an address without a path gets one, and others stay as they are", () => {
  expect(toPageAddress("app://keyferry", schemes)).toBe("https://keyferry.app.electron-standin/");
  for (const url of ["https://example.com/", "about:blank", "other://x/"]) {
    expect(toPageAddress(url, schemes)).toBe(url);
    expect(toProgramAddress(url)).toBe(url);
  }
  expect(patternOf("app")).toBe("https://*.app.electron-standin/*");
});

test("a policy's schemes are named as pages know them", () => {
  expect(toPagePolicy("default-src 'self' app:; img-src app: data:; style-src xapp:", ["app"])).toBe(
    "default-src 'self' https://*.app.electron-standin; img-src https://*.app.electron-standin data:; style-src xapp:",
  );
});
