import { app, powerMonitor } from "electron";
import type { Backend } from "../bridge/router.ts";

/** Renews tokens ahead of their end for as long as the program runs. Quitting waits for renewals under way. */
export const renewAhead = (engine: Backend["engine"]): void => {
  const stopping = new AbortController();
  const scheduler = engine.scheduler();
  let over = false;
  const done = scheduler.run(stopping.signal).then(() => {
    over = true;
  });
  powerMonitor.on("resume", scheduler.wake);
  app.on("before-quit", (event) => {
    if (over) return;
    event.preventDefault();
    stopping.abort();
    void done.then(() => app.quit());
  });
};
