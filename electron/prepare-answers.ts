import type { Backend } from "../bridge/router.ts";

/**
 * Opens what the window will ask for first while it loads: the key, and the list. Where a person has to do
 * something before that, nothing is opened; what fails is told when the window asks.
 */
export const prepareAnswers = async (engine: Backend["engine"]): Promise<void> => {
  try {
    const gate = await engine.keyGate();
    if (gate && (await gate.state()).state !== "ready") return;
    await Promise.all([engine.recipient(), engine.keyStorage(), engine.connections.list()]);
  } catch {
    // The window asks again.
  }
};
