import { writeSync } from "node:fs";
import http from "node:http";
import { createRequire, syncBuiltinESMExports } from "node:module";

// Loaded before the command (`node --import`): counts every step that it takes towards the outside
// world, on files and on the network, and kills the process (SIGKILL) at the one it was told. Each
// step counts twice, before and after, and is told on file descriptor 3 as it comes. With no number it
// takes them all.

const stopAt = Number(process.env.TORTURE_STOP_AT ?? Number.POSITIVE_INFINITY);
let count = 0;

const step = (label: string): void => {
  count++;
  writeSync(3, `${label}\n`);
  if (count === stopAt) process.kill(process.pid, "SIGKILL");
};

type Method = (...words: unknown[]) => unknown;

/** Which file a handle is of. */
const names = new WeakMap<object, string>();

/** Puts a step before and after a method; asynchronous ones count as done when their promise is. */
const watch = (target: object, name: string, label: (words: unknown[], self: object) => string): void => {
  const methods = target as Record<string, Method | undefined>;
  const real = methods[name];
  if (!real) return;
  methods[name] = function (this: object, ...words) {
    const what = label(words, this);
    step(`before ${what}`);
    const done = real.apply(this, words);
    if (!(done instanceof Promise)) {
      step(`after ${what}`);
      return done;
    }
    return done.then((value: unknown) => {
      if (name === "open") names.set(value as object, fileName(words[0]));
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
for (const name of ["write", "truncate", "sync", "close"])
  watch(handleMethods, name, (_, self) => `${name} ${names.get(self) ?? "a file"}`);
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
