import { homedir } from "node:os";
import { resolve } from "node:path";

/** A path as given in `OAuthSettingsLocation` or on a command line, made whole: `~` is the home folder. */
export const expandLocation = (location: string): string =>
  resolve(location === "~" || /^~[/\\]/.test(location) ? homedir() + location.slice(1) : location);
