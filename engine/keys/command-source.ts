import { spawn } from "node:child_process";
import { KeyferryError } from "../../shared/errors.ts";
import { keyStrengths } from "../../shared/key-storage.ts";
import type { Localised } from "../../shared/localised.ts";
import type { KeySource } from "../ports.ts";
import { type SecretKeys, secretKeysIn } from "./secret-keys.ts";

const timeLimitMs = 30_000;
const sizeLimit = 64 * 1024;

/** The variable that names the command: shown in its stead, as a command line may hold a secret. */
const variable = "KEYFERRY_IDENTITY_COMMAND";

interface CommandKeys {
  /** A line for the system's shell, as an administrator wrote it. */
  readonly command: string;
  readonly passphrase: KeySource["passphrase"];
  readonly timeLimitMs?: number;
}

/**
 * An identity that a command prints, run once in the life of the process at most; what it prints stays
 * in memory. What it says on standard error is not shown: it may hold what it ought not. Throws
 * `IDENTITY_COMMAND_FAILED`.
 */
export const commandKeySource = (source: CommandKeys): KeySource => {
  let asked: Promise<SecretKeys> | undefined;
  const identities = (): Promise<SecretKeys> => {
    asked ??= runCommand(source.command, source.timeLimitMs ?? timeLimitMs)
      .then(keysIn)
      .catch((error: unknown) => {
        asked = undefined;
        throw error;
      });
    return asked;
  };
  const identity = async () => (await identities())[0];
  return {
    identity,
    ensureIdentity: identity,
    identities,
    passphrase: source.passphrase,
    storage: async () => ({ kind: "command", label: variable, strength: keyStrengths.command }),
  };
};

const keysIn = (output: string): SecretKeys => {
  try {
    return secretKeysIn(output, variable);
  } catch (error) {
    throw failed({ en: "it printed no age identity", ja: "age の ID が出力されませんでした" }, error);
  }
};

/** Standard output of a command that ended well. Its whole group of processes ends with the time limit. */
const runCommand = (command: string, limitMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const ownGroup = process.platform !== "win32";
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "ignore"], detached: ownGroup });
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (why: Localised) => {
      reject(failed(why));
      endGroup(child.pid, ownGroup);
      child.stdout.destroy();
    };
    const timer = setTimeout(() => stop(tooLong(limitMs)), limitMs);
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > sizeLimit) stop({ en: "it printed more than 64 KiB", ja: "出力が 64 KiB を超えました" });
      else chunks.push(chunk);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(failed({ en: "it cannot be started", ja: "起動できません" }, error));
    });
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      if (status === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(failed(ended(status, signal)));
    });
  });

const endGroup = (pid: number | undefined, ownGroup: boolean): void => {
  if (pid === undefined) return;
  try {
    process.kill(ownGroup ? -pid : pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
};

const tooLong = (limitMs: number): Localised => ({
  en: `it took longer than ${limitMs / 1000} seconds`,
  ja: `${limitMs / 1000} 秒以内に終わりませんでした`,
});

const ended = (status: number | null, signal: NodeJS.Signals | null): Localised =>
  status === null
    ? { en: `it was ended by ${signal}`, ja: `${signal} で終了しました` }
    : { en: `it ended with status ${status}`, ja: `終了ステータス ${status} で終了しました` };

const failed = (detail: Localised, cause?: unknown): KeyferryError =>
  new KeyferryError("IDENTITY_COMMAND_FAILED", { detail }, { cause });
