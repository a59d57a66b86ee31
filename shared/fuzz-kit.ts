import { appendFileSync } from "node:fs";
import fc from "fast-check";
import { test } from "vitest";
import { KeyferryError } from "./errors.ts";

/**
 * How the cases of a run are shared out among the targets. What opens sockets, files or key
 * exchanges has few: each of its cases costs as much as hundreds of the others.
 */
const shares = {
  "connection strings: any text": 120,
  "connection strings: there and back": 60,
  "Retry-After": 120,
  "pasted addresses": 100,
  "callback parameters": 60,
  "callback requests on the socket": 2,
  "token answers: every driver": 200,
  "token answers: renewals": 40,
  "API answers: every driver": 100,
  "API answers: who and what": 40,
  "XML of services": 60,
  "settings documents": 60,
  "settings files: changed": 10,
  "settings files: headers": 10,
  "settings files: opened fast": 20,
  "identity files": 20,
  "own services": 50,
  "own services: files": 2,
  "embedded apps": 4,
  "inputs of the screens": 50,
} as const;

export type FuzzTarget = keyof typeof shares;

/** All cases of a run, of every target together; what CI can afford unless told otherwise. */
const total = Number(process.env.KEYFERRY_FUZZ_RUNS ?? 8000);
/** The same cases come again with the same seed. */
const seed = Number(process.env.KEYFERRY_FUZZ_SEED ?? 1);
const sum = Object.values<number>(shares).reduce((one, other) => one + other);

/** A secret to plant in inputs: no error may hold it. */
export const canary = "kfCanary7Q2secret";

/** How long one case may take, in milliseconds: far more than any needs, far less than a hang. */
const patienceMs = 2000;

interface FuzzOptions {
  /** Milliseconds for one case, where the target needs more. */
  readonly withinMs?: number;
}

/**
 * A test of a target with many made-up inputs. `judge` may throw a KeyferryError, which must be fit
 * to be shown; anything else that is thrown fails, as does a case that takes too long.
 */
export const fuzz = <Input>(
  target: FuzzTarget,
  inputs: fc.Arbitrary<Input>,
  judge: (input: Input) => void | Promise<void>,
  { withinMs = patienceMs }: FuzzOptions = {},
): void => {
  const numRuns = Math.max(10, Math.round((total * shares[target]) / sum));
  test(`fuzz: ${target}`, { timeout: 3 * 60 * 60 * 1000 }, async () => {
    const started = performance.now();
    let slowest = 0;
    let cases = 0;
    const property = fc.asyncProperty(inputs, async (input) => {
      cases++;
      const since = performance.now();
      try {
        await judge(input);
      } catch (error) {
        if (!(error instanceof KeyferryError)) throw error;
        checkShown(error);
      }
      const took = performance.now() - since;
      slowest = Math.max(slowest, took);
      if (took > withinMs) throw new Error(`one case took ${Math.round(took)} ms`);
    });
    try {
      await fc.assert(property, { numRuns, seed });
    } finally {
      report({ target, cases, seed, seconds: (performance.now() - started) / 1000, slowestMs: slowest });
    }
  });
};

/** Fails unless an error is short, in one line, and free of planted secrets, in all that is shown of it. */
export const checkShown = (error: KeyferryError): void => {
  const shown = [error.message, error.remedy, JSON.stringify(error.toData()), JSON.stringify(error.parameters)];
  for (const text of shown) {
    if (text.includes(canary)) throw new Error(`${error.code} holds a secret: ${text.slice(0, 500)}`);
    if (text.length > 5000) throw new Error(`${error.code} is ${text.length} characters long`);
  }
  // What a terminal would take for commands (ESC) or for another line.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(error.message + error.remedy)) {
    throw new Error(`${error.code} has control characters: ${JSON.stringify(error.message)}`);
  }
};

const report = (line: object): void => {
  const path = process.env.KEYFERRY_FUZZ_REPORT;
  if (path) appendFileSync(path, `${JSON.stringify(line)}\n`);
};

/** Texts that programs stumble over: empty, long, cut, of odd characters, of what the format is made of. */
export const oddText = (...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.array(fc.constantFrom(...parts, ...trouble), { maxLength: 30 }).map((pieces) => pieces.join("")),
    fc.tuple(fc.constantFrom(...parts, ...trouble), fc.nat({ max: 300 })).map(([part, times]) => part.repeat(times)),
  );

const trouble = [
  "",
  " ",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\u001b[31m",
  "\ufeff",
  "\u2028",
  "\ud800",
  "é",
  "日本",
  "😀",
  "%",
  "%00",
]
  .concat([
    "%zz",
    "%c0%af",
    "=",
    "&",
    "?",
    "#",
    "/",
    "\\",
    '"',
    "'",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    ";",
    ":",
    "__proto__",
  ])
  .concat(["constructor", "0", "-1", "1e999", "NaN", "null", "true", canary]);

/** A valid text with some of its characters changed, taken out, doubled or cut off. */
export const changed = (valid: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat({ max: Math.max(0, valid.length - 1) }), fc.constantFrom(...changes)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((steps) => steps.reduce((text, [at, change]) => change(text, at), valid));

const changes: readonly ((text: string, at: number) => string)[] = [
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.slice(at, at + 20) + text.slice(at),
  (text, at) => `${text.slice(0, at)}\0${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}\n${text.slice(at + 1)}`,
  (text, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) ^ 0x20) & 0xff) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.charAt(at).repeat(50) + text.slice(at),
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\ufeff${text}`,
];

/** Members that change what becomes of an object that is taken for a text, a number or a list. */
const treacherous = ["data", "__proto__", "toString", "valueOf", "toJSON", "constructor", "length", "then", "0", ""];

/** JSON as services and attackers write it: any value, and values with the names that matter. */
export const oddJson = (...names: readonly string[]): fc.Arbitrary<unknown> => {
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, "", 0, -1, 190, 429, 1e99, "190", "invalid_grant", canary, {}, []),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.double(),
  );
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names, ...treacherous), tie("value"), { maxKeys: 6 }),
    ),
  })).value;
};

/**
 * A test that the time a task takes grows as its input does: a pattern that goes back and forth
 * over it is quick with a page and hangs with a book.
 */
export const growsGently = (
  title: string,
  inputOf: (length: number) => string,
  task: (text: string) => unknown,
): void => {
  test(`in time: ${title}`, async () => {
    const timed = async (length: number): Promise<number> => {
      const text = inputOf(length);
      const started = process.cpuUsage();
      try {
        await task(text);
      } catch (error) {
        if (!(error instanceof KeyferryError)) throw error;
      }
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    };
    // Time of this process alone, and the best of three: a busy machine makes the others.
    const best = async (length: number) => Math.min(await timed(length), await timed(length), await timed(length));
    const quarter = await best(100_000);
    const whole = await best(400_000);
    // Four times the length is four times the work, not sixteen times.
    if (whole > 2000 || (whole > 300 && whole > 9 * quarter)) {
      throw new Error(`100 kB took ${quarter.toFixed(1)} ms, 400 kB ${whole.toFixed(1)} ms`);
    }
  });
};
