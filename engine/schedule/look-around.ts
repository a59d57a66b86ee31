import { asKeyferryError } from "../../shared/errors.ts";
import { inParallel } from "./in-parallel.ts";
import type { Place } from "./place.ts";
import { sameGrant, type Watched, watch } from "./watched.ts";

/** How many files are looked at side by side. */
const atOnce = 32;

/** Where settings cannot be read, the reason may be mended elsewhere (a key, a folder's rights): look again after this. */
const lookAgainMs = 10 * 60 * 1000;

/**
 * One round past all places: a stat each, and a look at those alone that changed since. Tells where
 * somebody else wrote other tokens. Never throws: what cannot be read is noted and looked at again.
 */
export const lookAround = async (watched: Iterable<Watched>, now: number): Promise<readonly Watched[]> => {
  const changed: Watched[] = [];
  await inParallel(watched, atOnce, async (each) => {
    if (await lookAt(each, now)) changed.push(each);
  });
  return changed;
};

/** Makes `watched`, by location, hold just these places, keeping what is known of them. */
export const takeIn = (watched: Map<string, Watched>, places: readonly Place[]): void => {
  const wanted = new Set(places.map(({ location }) => location));
  for (const [location, each] of watched) {
    if (wanted.has(location)) continue;
    // It may still be in line.
    each.givenUp = true;
    watched.delete(location);
  }
  for (const place of places) {
    const known = watched.get(place.location);
    if (known) known.place = place;
    else watched.set(place.location, watch(place));
  }
};

/** Looks where something may have changed; tells whether the tokens did, since an earlier look. */
const lookAt = async (each: Watched, now: number): Promise<boolean> => {
  const stamp = await each.place.stamp();
  const same = stamp !== undefined && stamp === each.stamp;
  const { lookedAt, facts: before } = each;
  const mayBeMended = each.unreadable !== undefined && Math.abs(now - (lookedAt ?? now)) >= lookAgainMs;
  // A renewal under way reads and writes by itself; the next round sees what it left.
  if (each.busy || (same && !mayBeMended)) return false;
  try {
    each.facts = await each.place.look();
    each.unreadable = undefined;
  } catch (error) {
    each.facts = undefined;
    each.unreadable = asKeyferryError(error);
  }
  each.stamp = stamp;
  each.lookedAt = now;
  const changed = lookedAt !== undefined && !sameGrant(before, each.facts);
  // Another file, or another grant in it: what failed before need not fail again.
  if (changed || (stamp !== undefined && !same)) each.givenUp = false;
  if (changed) each.failures = 0;
  return changed;
};
