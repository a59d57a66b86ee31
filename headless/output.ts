import { asKeyferryError, type KeyferryError } from "../shared/errors.ts";

/** What a command says, and where: results and JSON on standard output, words for people on standard error. */
export interface Output {
  readonly json: boolean;
  /** The result: the text for people, or one JSON document. */
  readonly result: (text: string, document: unknown) => void;
  /** A remark for people; kept off standard output. */
  readonly note: (text: string) => void;
}

export const createOutput = (json: boolean): Output => ({
  json,
  result: (text, document) => process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
});

/** What is said where a file that nobody owns was used, but could not be made this machine's own. */
export const notClaimedText = ({ message, remedy }: KeyferryError): string =>
  `${message}\n  The file stays as it was: nobody owns it, and what opened it goes on being needed. ${remedy}`;

export const tellNotClaimed = (why: KeyferryError, output: Output): void =>
  output.note(`keyferry: ${notClaimedText(why)}`);

/** Tells an error and returns the exit status that goes with it. */
export const reportError = (thrown: unknown, json: boolean): number => {
  const error = asKeyferryError(thrown);
  if (json) process.stdout.write(`${JSON.stringify(errorDocument(error))}\n`);
  else process.stderr.write(`keyferry: ${error.message}\n  ${error.remedy}\n`);
  // The cause holds no words: see `bareError`.
  if (process.env.KEYFERRY_DEBUG && error.code === "INTERNAL" && error.cause instanceof Error) {
    process.stderr.write(`${error.cause.stack}\n`);
  }
  return error.exitStatus;
};

const errorDocument = ({ code, message, remedy }: KeyferryError) => ({ error: { code, message, remedy } });
