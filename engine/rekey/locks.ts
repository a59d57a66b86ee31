import { withLock } from "../settings/lock.ts";

/**
 * Does `work` while this process alone holds the locks of all files. Every caller gives the paths in
 * the same order, so that two never wait for each other.
 */
export const withLocks = <T>([path, ...others]: readonly string[], work: () => Promise<T>): Promise<T> =>
  path === undefined ? work() : withLock(path, () => withLocks(others, work));
