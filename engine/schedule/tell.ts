import { remedyFor } from "../connections/forecast-words.ts";
import type { EventHub } from "../events.ts";
import { comingEnd } from "./warn.ts";
import type { Watched } from "./watched.ts";

/** Tells once of each end that comes near. */
export const tellComingEnd = (hub: EventHub, watched: Watched, now: number): void => {
  const end = comingEnd(watched, now);
  if (end?.at === watched.warnedOf) return;
  watched.warnedOf = end?.at;
  if (!end) return;
  hub.emit({
    type: "grant-about-to-die",
    at: now,
    connections: watched.place.connections,
    diesAt: end.at,
    cause: end.cause,
    remedy: remedyFor(watched.place.service, end.cause),
  });
};
