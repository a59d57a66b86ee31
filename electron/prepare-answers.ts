import type { Backend } from "../bridge/router.ts";

/**
 * Opens the key, which the window will ask about first, while it loads. Where a person has to do
 * something before that, nothing is opened; what fails is told when the window asks.
 */
export const prepareAnswers = async (engine: Backend["engine"]): Promise<void> => {
  try {
    const gate = await engine.keyGate();
    if (gate && (await gate.state()).state !== "ready") return;
    await Promise.all([engine.recipient(), engine.keyStorage()]);
  } catch {
    // The window asks again.
  }
};
