import { asKeyferryError } from "../shared/errors.ts";
import { createMachine } from "./world.ts";

// One of many processes that use one settings file. It is told what time it is, asks for a token, and
// tells what came of it.

const [home = "", origin = "", settings = ""] = process.argv.slice(2);
let time = 0;
const engine = createMachine({ home, origin, now: () => time });

process.on("message", (now: number) => {
  time = now;
  const started = performance.now();
  engine.token({ settings }).then(
    ({ tokens }) => process.send?.({ token: tokens.accessToken, ms: performance.now() - started }),
    (error: unknown) => process.send?.({ error: asKeyferryError(error).message, ms: performance.now() - started }),
  );
});
process.send?.({ ready: true });
