import type { TestEvent, TestStep } from "../../shared/test-report.ts";
import { compose } from "../compose.ts";
import { readTarget, type TargetWords } from "../input.ts";
import type { Output } from "../output.ts";
import { personAtHand } from "../person.ts";
import { reportDocument } from "../report-document.ts";

const marks: Readonly<Record<TestStep["status"], string>> = { passed: "✓", failed: "✗", warning: "!", skipped: "-" };

/** `keyferry test`. Exit status 0 with `ok`, else by the first failed step. */
export const test = async (words: TargetWords, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const run = engine.test(await readTarget(words), personAtHand(output));
  for (;;) {
    const { value, done } = await run.next();
    if (done) {
      const { report, firstFailure } = value;
      output.result(
        report.ok ? `The connection works (${report.durationMs} ms).` : "The connection does not work.",
        reportDocument(report),
      );
      process.exitCode = firstFailure?.exitStatus ?? 0;
      return;
    }
    tell(value, output);
  }
};

const tell = (event: TestEvent, output: Output): void => {
  if (event.type !== "step" || output.json) return;
  const { status, title, detail, durationMs, remedy } = event.step;
  output.note(`${marks[status]} ${title.en.padEnd(13)} ${detail.en} (${durationMs} ms)`);
  if (remedy) output.note(`                ${remedy.en}`);
};
