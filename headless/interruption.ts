/** Aborts when a person presses Ctrl+C, or the process is asked to end. */
export const interruption = (): AbortSignal => {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
};
