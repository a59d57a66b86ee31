import { KeyferryError } from "../../shared/errors.ts";
import { compose } from "../compose.ts";
import { readTarget, type TargetWords } from "../input.ts";
import { type Output, tellNotClaimed } from "../output.ts";
import { personAtHand } from "../person.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

interface RequestWords extends TargetWords {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: readonly string[];
}

/** `keyferry request … METHOD PATH`: the answer's body as it came; exit status 1 or 75 where the service said no. */
export const request = async (words: RequestWords, output: Output): Promise<void> => {
  const method = methods.find((each) => each === words.method.toUpperCase());
  if (!method) throw new KeyferryError("USAGE", { detail: `METHOD is one of ${methods.join(", ")}.` });
  const { engine } = await compose(process.env);
  const answer = await engine.request(
    await readTarget(words),
    {
      method,
      path: words.path,
      headers: readHeaders(words.headers),
      ...(words.body === undefined ? {} : { body: words.body }),
    },
    personAtHand(output),
  );
  if (answer.notClaimed) tellNotClaimed(answer.notClaimed, output);
  output.result(answer.text, { status: answer.status, headers: answer.headers, body: answer.text });
  if (answer.status >= 400) {
    if (!output.json) output.note(`keyferry: the service answered HTTP ${answer.status}.`);
    process.exitCode = answer.status === 408 || answer.status === 429 || answer.status >= 500 ? 75 : 1;
  }
};

const readHeaders = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.map((line) => {
      const match = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(line);
      if (!match?.[1]) throw new KeyferryError("USAGE", { detail: "A header is written as 'Name: value'." });
      return [match[1].toLowerCase(), match[2] ?? ""];
    }),
  );
