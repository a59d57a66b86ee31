import { KeyferryError } from "../shared/errors.ts";

/** Starts something that listens; a port in use becomes an error that says what to do. */
export const listening = async <T>(port: number | undefined, start: () => Promise<T>): Promise<T> => {
  try {
    return await start();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    throw new KeyferryError("PORT_TAKEN", { port: String(port ?? 0) }, { cause: error });
  }
};
