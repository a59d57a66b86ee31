import { createHash } from "node:crypto";
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a second instance says to the first. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly data: unknown;
}

/** Whether this is the first instance; if not, when the first has been told. */
export type Instance =
  | { readonly first: true; readonly release: () => void }
  | { readonly first: false; readonly told: Promise<void> };

/**
 * One instance a folder of user data. The lock is a link that names its process, as Chromium's is, since the
 * answer must come at once; the words travel through a socket. A lock of a process that is gone is taken over.
 */
export const takeInstance = (userData: string, own: SecondStart, onSecond: (start: SecondStart) => void): Instance => {
  mkdirSync(userData, { recursive: true });
  const lock = join(userData, "standin-instance");
  const hash = createHash("sha256").update(userData).digest("hex").slice(0, 16);
  // A socket's path may have 107 bytes, which user data in a test's folder can be beyond.
  const socketOf = (pid: number) => join(tmpdir(), `standin-${hash}-${pid}.sock`);
  const holder = lockOrHolder(lock);
  if (holder !== undefined) return { first: false, told: tell(socketOf(holder), own) };

  const path = socketOf(process.pid);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("end", () => {
      onSecond(JSON.parse(text) as SecondStart);
      socket.end("heard");
    });
  });
  server.listen(path).unref();
  const release = () => {
    rmSync(lock, { force: true });
    rmSync(path, { force: true });
  };
  process.on("exit", release);
  return { first: true, release };
};

const lockOrHolder = (lock: string): number | undefined => {
  for (;;) {
    try {
      symlinkSync(String(process.pid), lock);
      return undefined;
    } catch {
      const pid = Number(readlinkSync(lock));
      if (isAlive(pid)) return pid;
      rmSync(lock, { force: true });
    }
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const tell = async (path: string, start: SecondStart): Promise<void> => {
  // The first one may have its lock and not its socket yet.
  for (let attempt = 0; attempt < 100; attempt++) {
    const told = await new Promise<boolean>((resolve) => {
      const socket = connect(path);
      socket.on("data", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.end(JSON.stringify(start));
    });
    if (told) return;
    await sleep(50);
  }
};
