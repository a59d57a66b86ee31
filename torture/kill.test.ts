import { test } from "vitest";
import { killEverywhere } from "./kill.ts";
test("x", async () => { const r = await killEverywhere(Number(process.env.R ?? 1), Number(process.env.C ?? 20)); console.log(r.kills.map((k,i)=>`${i} ${k.step} ${k.spent} ${k.outcome} ${k.nextMs.toFixed(0)}`).join("\n")); }, 6000000);
