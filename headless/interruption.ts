/** Aborts when a person presses Ctrl+C, or the process is asked to end. */
export const interruption = (): AbortSignal => {
  const controller = new AbortController();
  // Not `once`: the lock's signal-exit ends the process where it finds no listener but its own.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => controller.abort());
  return controller.signal;
};
