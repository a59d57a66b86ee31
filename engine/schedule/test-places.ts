import { asTestInterval } from "../../shared/test-schedule.ts";
import type { CatalogEntry } from "../connections/catalog.ts";
import { settingsLocationOf } from "../connections/desktop.ts";
import type { Connections } from "../connections/list.ts";
import { stampOf } from "../settings/stamp.ts";
import { type PlaceSource, refOf, wholeLocation } from "./places.ts";
import type { TestedPlace, TestRoster } from "./tested-place.ts";

/** The connections of the list, with how often each is tested by itself. */
export const testRoster = (
  { ports, entries, services }: PlaceSource,
  test: Connections["testBySchedule"],
): TestRoster => {
  let seen: readonly CatalogEntry[] | undefined;
  let places: readonly TestedPlace[] = [];
  const placeOf = (entry: CatalogEntry): readonly TestedPlace[] => {
    if (!services.some(({ id }) => id === entry.service)) return [];
    const location = wholeLocation(settingsLocationOf(ports, entry));
    const last = entry.tests?.at(-1);
    return [
      {
        connection: refOf(entry),
        every: asTestInterval(entry.testEvery),
        last: last && { at: last.at, ok: last.ok },
        stamp: () => stampOf(location),
        test: (stillDue, signal) => test(entry.id, stillDue, signal),
      },
    ];
  };
  return async () => {
    const now = await entries();
    if (now === seen) return places;
    places = now.flatMap(placeOf);
    seen = now;
    return places;
  };
};
