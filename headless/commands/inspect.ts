import { shownDocument } from "../../engine/index.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

/** `keyferry inspect FILE`: looks, claims nothing, asks nobody. */
export const inspect = async (file: string, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const document = await engine.inspect(file);
  const shown = shownDocument(
    engine.services.find(({ id }) => id === document.Service),
    document,
  );
  output.result(JSON.stringify(shown, undefined, 2), shown);
};
