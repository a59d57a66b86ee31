import { test } from "vitest";
import { race } from "./race.ts";
test("x", async () => { console.log(await race(Number(process.env.P ?? 8), Number(process.env.R ?? 6))); }, 600000);
