import { startPractice } from "../../practice/index.ts";
import { practices } from "../../services/practices.ts";
import { interruption } from "../interruption.ts";
import { listening } from "../listening.ts";
import type { Output } from "../output.ts";

interface PracticeWords {
  readonly port: number | undefined;
  readonly auto: "approve" | "deny" | undefined;
}

/** `keyferry practice`: runs until it is interrupted. */
export const practice = async ({ port, auto }: PracticeWords, output: Output): Promise<void> => {
  const provider = await listening(port, () =>
    startPractice({ practices, ...(port === undefined ? {} : { port }), ...(auto ? { auto } : {}) }),
  );
  output.result(provider.origin, { origin: provider.origin, control: provider.control });
  output.note(`Set KEYFERRY_PRACTICE=${provider.origin} to use it. Its settings and faults: ${provider.control}`);
  await ended(interruption());
  await provider.close();
};

export const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
