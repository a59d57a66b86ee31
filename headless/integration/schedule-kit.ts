import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Clock, Scheduler } from "../../engine/index.ts";
import type { EngineEvent } from "../../shared/events.ts";
import type { Properties } from "../../shared/property.ts";
import { createWorld, type Machine, quietOptions } from "./test-kit.ts";

/** Naps of a scheduler that end when the test says so; every other sleep is short, but for a wait for a person. */
const manualNaps = () => {
  let end: (() => void) | undefined;
  let began: () => void = () => {};
  const sleep: Clock["sleep"] = (milliseconds, signal, { background = false } = {}) =>
    background
      ? new Promise((resolve, reject) => {
          end = resolve;
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
          began();
        })
      : wait(milliseconds > 60_000 ? milliseconds : 1, undefined, { ref: false, ...(signal ? { signal } : {}) });
  return {
    sleep,
    /** Waits until the scheduler naps. */
    napping: async (): Promise<void> => {
      if (end) return;
      await new Promise<void>((resolve) => {
        began = resolve;
      });
    },
    wake: (): void => {
      const wake = end;
      end = undefined;
      wake?.();
    },
  };
};

/** A desktop with a scheduler whose rounds the test makes, and all that it told. */
export const scheduled = async (options: Parameters<Awaited<ReturnType<typeof createWorld>>["machine"]>[0] = {}) => {
  const world = await createWorld();
  const naps = manualNaps();
  const machine = await world.machine({ ...options, sleep: naps.sleep });
  const events: EngineEvent[] = [];
  machine.engine.watch((event) => events.push(event));
  /** Lets so many seconds go by, and the scheduler look around then. Renewals it starts may go on. */
  const round = async (seconds = 31): Promise<void> => {
    world.pass(seconds);
    naps.wake();
    await naps.napping();
  };
  const run = async (scheduler: Scheduler = machine.engine.scheduler()) => {
    const stopping = new AbortController();
    const done = scheduler.run(stopping.signal);
    onTestFinished(() => stopping.abort());
    await naps.napping();
    return {
      stop: async (): Promise<void> => {
        stopping.abort();
        await done;
      },
    };
  };
  return { world, machine, events, round, run };
};

/** Puts a connection into the list, as the screens do. */
export const listed = (machine: Machine, service: string, properties: Properties = {}) =>
  machine.engine.connections.create(service, "", { InitiateOAuth: "GETANDREFRESH", ...properties }, quietOptions());
