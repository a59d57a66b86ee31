import type { Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";
import { runtime } from "./runtime.ts";

/** Says at the end what the desktop tests ran on, and how many were left out for it. */
export default class RuntimeReporter implements Reporter {
  #ran = 0;
  #skipped = 0;

  onTestEnd(test: TestCase, result: TestResult): void {
    if (projectOf(test.parent) !== "desktop" || result.retry > 0) return;
    if (result.status !== "skipped") this.#ran++;
    else if (test.tags.includes("@real-only")) this.#skipped++;
  }

  onEnd(): void {
    if (this.#ran + this.#skipped === 0) return;
    const tests = (count: number) => `${count} ${count === 1 ? "test" : "tests"}`;
    process.stdout.write(
      `\n  Desktop: ${tests(this.#ran)} ran on ${runtime.name}, ${this.#skipped} @real-only skipped.\n`,
    );
  }
}

const projectOf = (suite: Suite): string | undefined => suite.project()?.name;
