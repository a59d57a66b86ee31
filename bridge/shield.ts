import type { Ports } from "../engine/index.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Makes the shield of a process: while shielded work goes on, the signals that end a program politely
 * are put off until it is done. Where somebody else listens to a signal too, they decide what it means.
 */
export const createShield = (): Ports["shield"] => {
  let working = 0;
  let asked: NodeJS.Signals | undefined;
  const hear = (signal: NodeJS.Signals) => {
    asked = signal;
  };
  return async (work) => {
    if (working++ === 0) for (const signal of signals) process.on(signal, hear);
    try {
      return await work();
    } finally {
      if (--working === 0) {
        for (const signal of signals) process.off(signal, hear);
        const waiting = asked;
        asked = undefined;
        if (waiting && process.listenerCount(waiting) === 0) process.kill(process.pid, waiting);
      }
    }
  };
};
