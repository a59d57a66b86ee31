import fc from "fast-check";
import { contract } from "./contract.ts";
import { canary, changed, fuzz, growsGently, oddJson } from "./fuzz-kit.ts";

interface InputSchema {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly error?: unknown };
}

/** The schemas of all inputs, wherever in the contract they stand. */
const schemasIn = (part: unknown): readonly InputSchema[] => {
  if (typeof part !== "object" || part === null) return [];
  if ("~orpc" in part) {
    const { inputSchema } = part["~orpc"] as { readonly inputSchema?: InputSchema };
    return inputSchema ? [inputSchema] : [];
  }
  return Object.values(part).flatMap(schemasIn);
};

const schemas = schemasIn(contract);
if (schemas.length < 5) throw new Error("the contract's inputs are not found");

const names = ["id", "service", "name", "properties", "attempt", "address", "property", "value", "to", "mode"].concat([
  "recipients",
  "passphrase",
]);
const valid = JSON.stringify({
  id: "11111111-2222-4333-8444-555555555555",
  service: "basecamp",
  name: "x",
  properties: { Password: canary },
  to: { passphrase: canary },
  mode: "copy",
});
const inputs = fc.oneof(
  oddJson(...names),
  changed(valid).map((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }),
);

/** Empty where the input is taken. The validator stumbles over a `length` that is no number: a refusal too. */
const refusalBy = (schema: InputSchema, input: unknown): string => {
  try {
    const { success, error } = schema.safeParse(input);
    return success ? "" : String(error);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
};

fuzz("inputs of the screens", inputs, (input) => {
  for (const schema of schemas) {
    const refusal = refusalBy(schema, input);
    if (refusal.includes(canary)) throw new Error("a refusal repeats what was given");
  }
});

const judgeAll = (text: string): void => {
  for (const name of names) for (const schema of schemas) schema.safeParse({ [name]: text });
};

growsGently("a long text anywhere", (length) => "-".repeat(length), judgeAll);
growsGently("a long id", (length) => "1".repeat(length), judgeAll);
