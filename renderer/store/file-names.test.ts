import { expect, test } from "vitest";
import { fileNameOf, labelsOf } from "./file-names.ts";

const label = (service: string, name: string) => labelsOf([{ service, name }])[0];

test("a label is the service and the name in plain small letters", () => {
  expect(label("sky", "Kumo Studio: main")).toBe("sky-kumo-studio-main");
  expect(label("sky", "Café  Ōsaka/../x")).toBe("sky-cafe-osaka-x");
  expect(fileNameOf("sky-kumo-studio")).toBe("OAuthSettings-sky-kumo-studio.txt");
});

test("a name like the service's, or of another script, leaves the service alone", () => {
  expect(label("sky", "Sky")).toBe("sky");
  expect(label("sky", "雲スタジオ")).toBe("sky");
});

test("a long name is cut, and never ends on a dash", () => {
  expect(label("sky", `${"a".repeat(39)} ${"b".repeat(50)}`)).toBe(`sky-${"a".repeat(39)}`);
});

test("no two are alike, whatever they are called", () => {
  const labels = labelsOf([
    { service: "sky", name: "雲" },
    { service: "sky", name: "雨" },
    { service: "sky", name: "Shop" },
    { service: "sky", name: "shop!" },
    { service: "sky", name: "shop 2" },
    { service: "sky", name: "SHOP" },
  ]);
  expect(labels).toEqual(["sky", "sky-2", "sky-shop", "sky-shop-2", "sky-shop-2-2", "sky-shop-3"]);
  expect(new Set(labels).size).toBe(labels.length);
});
