import type { ConsentAttempt } from "../../engine/index.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { compose } from "../compose.ts";
import { lineReader, readConnectionString } from "../input.ts";
import { interruption } from "../interruption.ts";
import type { Output } from "../output.ts";

interface ConnectWords {
  readonly service: string;
  readonly connectionString: string;
  readonly openBrowser: boolean;
}

/** `keyferry connect SERVICE CONNECTION_STRING [--no-browser]`. */
export const connect = async (words: ConnectWords, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const lines = words.openBrowser ? undefined : lineReader();
  const fromInput = lines && words.connectionString === "-" ? ((await lines.next()) ?? "") : undefined;
  const connectionString = fromInput ?? (await readConnectionString(words.connectionString));
  try {
    const document = await engine.connect(
      { service: words.service, connectionString },
      {
        signal: interruption(),
        openBrowser: words.openBrowser,
        onWaiting: (attempt) => {
          tellWaiting(attempt, words.openBrowser, output);
          lines?.each((line) => takePasted(attempt, line, output));
        },
        onExchanging: () => {},
      },
    );
    const account = document.Account;
    output.result(`Connected to ${engine.service(document.Service).name}${account ? ` as ${account}` : ""}.`, {
      ok: true,
      service: document.Service,
      name: document.Name,
      ...(account ? { account } : {}),
      grant: { Id: document.Grant.Id, Generation: document.Grant.Generation, Owner: document.Grant.Owner },
    });
  } finally {
    lines?.close();
  }
};

const tellWaiting = ({ url, listening }: ConsentAttempt, opened: boolean, output: Output): void => {
  output.note(opened ? "The browser was asked to open the consent page. Where it did not:" : "");
  output.note(`Open this address: ${url}`);
  if (!listening)
    output.note("Nothing can listen on the CallbackURL: paste the address the browser ends on, then Enter.");
};

/** A useless paste is answered, and the sign-in goes on waiting. */
const takePasted = (attempt: ConsentAttempt, line: string, output: Output): void => {
  if (line.trim() === "") return;
  try {
    attempt.paste(line);
  } catch (error) {
    if (!(error instanceof KeyferryError)) throw error;
    output.note(`keyferry: ${error.message}\n  ${error.remedy}`);
  }
};
