import { app, dialog } from "electron";
import { surpriseLine } from "../shared/bare-error.ts";
import { asKeyferryError } from "../shared/errors.ts";
import type { Language } from "../shared/localised.ts";
import type { Log } from "./log-file.ts";
import { words } from "./words.ts";

/** Says why the program cannot start and what to do about it, then ends it: a window alone would wait for ever. */
export const endWithFailure = (thrown: unknown, language: Language, log: Log): void => {
  const { code, message, remedy } = asKeyferryError(thrown).toData();
  log.line(`not started: ${code}${thrown instanceof Error ? ` ${surpriseLine(thrown)}` : ""}`);
  dialog.showErrorBox(words.notStarted[language], `${message[language]}\n\n${remedy[language]}`);
  app.exit(1);
};
