import { compose } from "../compose.ts";
import { maskProperties } from "../masked.ts";
import type { Output } from "../output.ts";

/** `keyferry inspect FILE`: looks, claims nothing, asks nobody. */
export const inspect = async (file: string, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const document = await engine.inspect(file);
  const shown = { ...document, Properties: maskProperties(engine, document.Service, document.Properties) };
  output.result(JSON.stringify(shown, undefined, 2), shown);
};
