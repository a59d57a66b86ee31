import { shell } from "electron";
import { KeyferryError } from "../shared/errors.ts";
import { mayOpen } from "./may-open.ts";

/** Opens an address in the person's browser, where it is one that may be opened. Throws `USAGE`. */
export const openExternal = async (url: string): Promise<void> => {
  if (!mayOpen(url)) throw new KeyferryError("USAGE", { detail: "Only https and loopback addresses are opened." });
  await shell.openExternal(url);
};
