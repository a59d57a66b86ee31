import { run } from "./main.ts";

// Ends even where standard input stays open or a keep-alive socket lingers; output is flushed first.
const status = await run(process.argv.slice(2));
await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
process.exit(status);
