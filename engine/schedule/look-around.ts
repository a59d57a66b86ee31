import { asKeyferryError } from "../../shared/errors.ts";
import { inParallel } from "./in-parallel.ts";
import type { Place } from "./place.ts";
import { sameGrant, type Watched, watch } from "./watched.ts";

/** How many files are looked at side by side. */
const atOnce = 32;

/** Where settings cannot be read, the reason may be mended elsewhere (a key, a folder's rights): look again after this. */
const lookAgainMs = 10 * 60 * 1000;

/** What was written since the last look, by whomever. */
export interface Sight {
  readonly watched: Watched;
  /** Other tokens, another grant or another owner; else something beside them, such as the OAuth app. */
  readonly otherGrant: boolean;
}

/**
 * One round past all places: a stat each, and a look at those alone that changed since. Never throws:
 * what cannot be read is noted and looked at again.
 */
export const lookAround = async (watched: Iterable<Watched>, now: number): Promise<readonly Sight[]> => {
  const sights: Sight[] = [];
  await inParallel(watched, atOnce, async (each) => {
    const sight = await lookAt(each, now);
    if (sight) sights.push(sight);
  });
  return sights;
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

/** Looks where something may have changed, and tells what did since an earlier look. */
const lookAt = async (each: Watched, now: number): Promise<Sight | undefined> => {
  const stamp = await each.place.stamp();
  const same = stamp !== undefined && stamp === each.stamp;
  const { lookedAt, facts: before } = each;
  const mayBeMended = each.unreadable !== undefined && Math.abs(now - (lookedAt ?? now)) >= lookAgainMs;
  // A renewal under way reads and writes by itself; the next round sees what it left.
  if (each.busy || (same && !mayBeMended)) return undefined;
  try {
    each.facts = await each.place.look();
    each.unreadable = undefined;
  } catch (error) {
    each.facts = undefined;
    each.unreadable = asKeyferryError(error);
  }
  each.stamp = stamp;
  each.lookedAt = now;
  const otherGrant = !sameGrant(before, each.facts);
  const written = otherGrant || (stamp !== undefined && !same);
  return lookedAt !== undefined && written ? { watched: each, otherGrant } : undefined;
};
