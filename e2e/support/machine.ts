import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { environmentOf, program } from "./program.ts";

/** How a command ended, and what it said. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine without a browser: a home folder, a shell, and `keyferry` on its path. */
export interface Machine {
  readonly home: string;
  /** Types a line into the shell. */
  readonly type: (line: string, input?: string) => Promise<Ended>;
}

/** Sets up a machine in a folder. */
export const makeMachine = async (folder: string): Promise<Machine> => {
  const [home, bin] = [join(folder, "server-home"), join(folder, "server-bin")];
  await Promise.all([mkdir(home), mkdir(bin)]);
  await symlink(process.execPath, join(bin, "node"));
  const command = join(bin, "keyferry");
  await writeFile(command, `#!/bin/sh\nexec node '${program}' "$@"\n`, { mode: 0o755 });
  const env = environmentOf(join(home, ".config"), {
    HOME: home,
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
  });
  return {
    home,
    type: (line, input = "") =>
      new Promise((resolve) => {
        const child = execFile("/bin/sh", ["-c", line], { cwd: home, env }, (error, stdout, stderr) =>
          resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
        );
        // A command that reads nothing may have ended before.
        child.stdin?.on("error", () => {}).end(input);
      }),
  };
};
