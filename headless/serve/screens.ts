import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readScreen } from "../../bridge/screen-files.ts";
import { KeyferryError } from "../../shared/errors.ts";

/** The folder of the built screens: beside the command. Throws `SCREENS_MISSING`. */
export const findScreens = async (): Promise<string> => {
  const folder = process.env.KEYFERRY_SCREENS ?? join(dirname(fileURLToPath(import.meta.url)), "screens");
  const found = await stat(join(folder, "index.html")).catch(() => undefined);
  if (!found) throw new KeyferryError("SCREENS_MISSING");
  return folder;
};

/** Answers with a file of the screens. */
export const sendScreen = async (folder: string, pathname: string, response: ServerResponse): Promise<void> => {
  const { status, headers, body } = await readScreen(folder, pathname);
  response.writeHead(status, headers).end(body);
};
