import { withLock } from "../settings/lock.ts";

/**
 * Does `work` while this process alone holds the locks of all files. `stillHeld` throws
 * `SETTINGS_BUSY` where one was lost. Every caller gives the paths in the same order, so that two
 * never wait for each other.
 */
export const withLocks = <T>(
  [path, ...others]: readonly string[],
  work: (stillHeld: () => void) => Promise<T>,
  heldSoFar: () => void = () => {},
): Promise<T> =>
  path === undefined
    ? work(heldSoFar)
    : withLock(path, (stillHeld) =>
        withLocks(others, work, () => {
          heldSoFar();
          stillHeld();
        }),
      );
