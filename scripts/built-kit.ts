import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { build, isStale } from "./build.ts";

/** For tests that need what the build makes: builds where it is stale, one test file at a time. */
export const ensureBuilt = (): void => {
  const lock = new DatabaseSync(join(tmpdir(), "keyferry-build.lock"));
  try {
    lock.exec("PRAGMA busy_timeout = 120000; BEGIN EXCLUSIVE");
    if (isStale()) build();
  } finally {
    lock.close();
  }
};
