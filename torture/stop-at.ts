import { writeSync } from "node:fs";
import http from "node:http";
import { createRequire, syncBuiltinESMExports } from "node:module";

// Loaded before the command (`node --import`): counts every step that it takes towards the outside
// world, on files and on the network, and kills the process (SIGKILL) at the one it was told. Each
// step counts twice, before and after. With no number it takes them all and tells what they are.

const stopAt = Number(process.env.TORTURE_STOP_AT ?? Number.POSITIVE_INFINITY);
const tell = process.env.TORTURE_TELL === "1";
let count = 0;

const step = (label: string): void => {
  count++;
  if (tell) writeSync(3, `${count} ${label}\n`);
  if (count === stopAt) process.kill(process.pid, "SIGKILL");
};

type Method = (...words: readonly unknown[]) => unknown;

/** Puts a step before and after a method; asynchronous ones count as done when their promise is. */
const watch = (target: object, name: string, label: (words: readonly unknown[]) => string): void => {
  const methods = target as Record<string, Method | undefined>;
  const real = methods[name];
  if (!real) return;
  methods[name] = function (this: unknown, ...words) {
    const what = label(words);
    step(`before ${what}`);
    const done = real.apply(this, words);
    if (!(done instanceof Promise)) {
      step(`after ${what}`);
      return done;
    }
    return done.then((value: unknown) => {
      step(`after ${what}`);
      return value;
    });
  };
};

const fileName = (path: unknown): string => String(path).split("/").at(-1) ?? "";
const require = createRequire(import.meta.url);
const files = require("node:fs/promises") as object;
for (const name of ["open", "rename", "rm", "readFile", "mkdir", "stat", "link"])
  watch(files, name, ([path]) => `${name} ${fileName(path)}`);

// The class of file handles is nowhere exported; one of them leads to it.
const handle = await (files as typeof import("node:fs/promises")).open("/dev/null", "r");
const handleMethods = Object.getPrototypeOf(handle) as object;
await handle.close();
for (const name of ["write", "truncate", "sync", "close"]) watch(handleMethods, name, () => `${name} a file`);
count = 0;

const { DatabaseSync } = require("node:sqlite") as typeof import("node:sqlite");
for (const name of ["exec", "close"]) watch(DatabaseSync.prototype, name, () => `${name} the lock`);

watch(http.ClientRequest.prototype, "end", () => "send the request");
const emit = http.ClientRequest.prototype.emit;
http.ClientRequest.prototype.emit = function (this: http.ClientRequest, event: string, ...words: unknown[]) {
  if (event !== "response") return emit.call(this, event, ...words);
  step("before the answer's head is read");
  const response = words[0] as http.IncomingMessage;
  response.on("end", () => step("after the answer is read"));
  return emit.call(this, event, ...words);
} as typeof emit;

syncBuiltinESMExports();
