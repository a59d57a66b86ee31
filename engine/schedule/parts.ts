import type { EventHub } from "../events.ts";
import type { Clock } from "../ports.ts";
import type { Roster } from "./place.ts";
import type { TestRoster } from "./tested-place.ts";
import type { Troubles } from "./troubles.ts";

/** The effects of a scheduler, and what it works on. */
export interface SchedulerParts {
  readonly clock: Clock;
  /** A number from 0 to 1, another one each time. */
  readonly chance: () => number;
  readonly roster: Roster;
  /** The connections that are tested by themselves; absent where none are. */
  readonly tests?: TestRoster;
  readonly hub: EventHub;
  readonly troubles: Troubles;
}
