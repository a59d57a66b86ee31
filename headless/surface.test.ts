import { expect, it } from "vitest";
import { createProgram } from "./main.ts";

// What scripts rely on. A line may come; one that goes needs a note in the CHANGELOG.
it("offers the commands, arguments and flags of surface.txt", async () => {
  const lines = createProgram().commands.flatMap((command) => {
    const words = command.registeredArguments.map((argument) =>
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
    );
    const flags = command.options.map(
      (option) =>
        `  ${option.flags}${option.mandatory ? " (required)" : ""}${option.argChoices ? `: ${option.argChoices.join("|")}` : ""}`,
    );
    return [[command.name(), ...words].join(" "), ...flags];
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("surface.txt");
});
