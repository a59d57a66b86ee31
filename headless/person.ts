import type { ConnectOptions } from "../engine/index.ts";
import { interruption } from "./interruption.ts";
import type { Output } from "./output.ts";

/** For commands that ask a person only where they must: the browser is opened, its address told. */
export const personAtHand = (output: Output): ConnectOptions => ({
  signal: interruption(),
  openBrowser: true,
  onWaiting: ({ url }) => output.note(`Open this address: ${url}`),
  onExchanging: () => {},
});
