import { expect, test } from "vitest";
import { KeyferryError } from "../../shared/errors.ts";
import type { EngineEvent } from "../../shared/events.ts";
import { eventNotes } from "./event-notes.ts";

const at = Date.UTC(2026, 10, 22);
const told = { at, connections: [{ id: "1", name: "Studio", service: "sample" }] };
const failed = (host: string): EngineEvent => ({
  ...told,
  type: "renewal-failed",
  error: new KeyferryError("NETWORK_FAILED", { host, service: "Sample", detail: "no route" }).toData(),
  retryAt: at + 60_000,
});

const notesOf = (...events: readonly EngineEvent[]): readonly string[] => {
  const notes: string[] = [];
  const note = eventNotes((text) => notes.push(text));
  for (const event of events) note(event);
  return notes;
};

test("a renewal is noted with the end of the new token", () => {
  expect(notesOf({ ...told, type: "renewed", expiresAt: at + 3_600_000 })).toEqual([
    "Studio (sample): the access token was renewed; it is good until 2026-11-22T01:00:00.000Z.",
  ]);
});

test("a failure is noted once for each reason, and again after it was over", () => {
  const notes = notesOf(failed("h"), failed("h"), { ...told, type: "renewed" }, failed("h"));
  expect(notes).toHaveLength(3);
  expect(notes[0]).toContain("h cannot be reached: no route. It is tried again from 2026-11-22T00:01:00.000Z on.");
});

test("an end is noted with what to do about it", () => {
  const error = new KeyferryError("GRANT_ENDED", { service: "Sample", detail: "x" }).toData();
  const remedy = { en: "Consent again.", ja: "-" };
  expect(
    notesOf(
      { ...told, type: "consent-needed", error },
      { ...told, type: "grant-about-to-die", diesAt: at, cause: "grant-age", remedy },
    ),
  ).toEqual([
    expect.stringMatching(/^Studio \(sample\): Sample has ended this grant .*Consent again/),
    "Studio (sample): ends at 2026-11-22T00:00:00.000Z. Consent again.",
  ]);
});

test("what only screens need to know is not noted", () => {
  expect(notesOf({ ...told, type: "settings-changed" }, { type: "list-changed", at })).toEqual([]);
});

test("a test by itself is noted where it is news, failing and passing again", () => {
  const error = new KeyferryError("GRANT_ENDED", { service: "Sample", detail: "x" }).toData();
  expect(
    notesOf(
      { ...told, type: "tested", ok: false, news: false, step: "network", error },
      { ...told, type: "tested", ok: false, news: true, step: "identity", error },
      { ...told, type: "tested", ok: true, news: true },
      { ...told, type: "tested", ok: true, news: false },
    ),
  ).toEqual([
    expect.stringMatching(/^Studio \(sample\): its test fails now\. Sample has ended this grant .*Consent again/),
    "Studio (sample): its test passes again.",
  ]);
});
