import { KeyferryError } from "../../shared/errors.ts";
import { compose } from "../compose.ts";
import { readConnectionString } from "../input.ts";
import type { Output } from "../output.ts";
import { personAtHand } from "../person.ts";

interface CallWords {
  readonly service: string;
  readonly procedure: string;
  readonly connectionString: string;
  readonly inputs: readonly string[];
}

/** `keyferry call SERVICE PROCEDURE CONNECTION_STRING [Input=Value …]`. */
export const call = async (words: CallWords, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const result = await engine.call(
    words.service,
    words.procedure,
    await readConnectionString(words.connectionString),
    readInputs(words.inputs),
    personAtHand(output),
  );
  const lines = Object.entries(result).map(([name, value]) => `${name}=${value}`);
  output.result(lines.join("\n"), result);
};

const readInputs = (words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf("=");
      if (equals < 1) throw new KeyferryError("USAGE", { detail: "Inputs are written as Input=Value." });
      return [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
