import { expect, test } from "vitest";
import { isFiltered, parseView, plainView } from "./view.ts";

test("a view that was kept comes back as it was", () => {
  const view = {
    text: "kumo",
    services: ["acme"],
    healths: ["good"],
    tags: ["live"],
    sort: "next",
    group: "service",
  } as const;
  expect(parseView(JSON.stringify(view))).toEqual(view);
});

test.each([null, "", "not json", "null", "7", '{"sort":"size","healths":["ill",3],"text":4,"services":"acme"}'])(
  "what is kept as %j is the plain view",
  (kept) => {
    expect(parseView(kept)).toEqual(plainView);
  },
);

test("an order or a grouping leaves nothing out; text, services and healths may", () => {
  expect(isFiltered({ ...plainView, sort: "name", group: "health", text: "  " })).toBe(false);
  expect(isFiltered({ ...plainView, text: "a" })).toBe(true);
  expect(isFiltered({ ...plainView, services: ["acme"] })).toBe(true);
  expect(isFiltered({ ...plainView, healths: ["good"] })).toBe(true);
});
