/** Who has to wait, and until when. Times are of the wall clock, in milliseconds since 1970. */
export interface Pauses {
  /** The end of the longest pause among `keys`; 0 where there is none. */
  readonly until: (...keys: readonly string[]) => number;
  /** Makes a pause at least as long as this; never shortens one. */
  readonly extend: (key: string, until: number) => void;
  readonly end: (key: string) => void;
  /** Moves all pauses by as much as the clock was moved, so that they stay as long as they were. */
  readonly shift: (milliseconds: number) => void;
}

/** Makes an empty set of pauses. */
export const createPauses = (): Pauses => {
  const ends = new Map<string, number>();
  const until = (...keys: readonly string[]): number => Math.max(0, ...keys.map((key) => ends.get(key) ?? 0));
  return {
    until,
    extend: (key, end) => ends.set(key, Math.max(end, until(key))),
    end: (key) => ends.delete(key),
    shift: (milliseconds) => {
      for (const [key, end] of ends) ends.set(key, end + milliseconds);
    },
  };
};
