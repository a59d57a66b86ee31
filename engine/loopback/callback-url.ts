import { KeyferryError } from "../../shared/errors.ts";
import { isLoopbackHost } from "../addresses.ts";

/**
 * Whether a listener can wait at a callback: plain http on a loopback host. Any other (https, a
 * server's address) is good for consent too, but its answer must be pasted.
 */
export const canListenAt = (callbackURL: string): boolean => {
  const { protocol, hostname } = new URL(callbackURL);
  return protocol === "http:" && isLoopbackHost(hostname);
};

/**
 * The parameters in an address that a browser ended on, as a person pasted it: the whole address,
 * or from its `?` on. Throws `ADDRESS_WITHOUT_CODE` where there is neither a code nor an error in it.
 */
export const readPastedAddress = (pasted: string): URLSearchParams => {
  const text = withoutQuotes(pasted.trim());
  // Browsers copy `127.0.0.1:33333/?code=…` without its scheme, and people copy the query alone.
  const query = URL.canParse(text) ? new URL(text).search : text.replace(/#.*$/s, "").replace(/^[^?=]*\?/, "");
  const parameters = new URLSearchParams(query);
  if (!parameters.has("code") && !parameters.has("error")) throw new KeyferryError("ADDRESS_WITHOUT_CODE");
  return parameters;
};

/** By hand: a pattern that looks for what stands at the end starts again at each quote, for seconds on a long text. */
const withoutQuotes = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && `"'<`.includes(text.charAt(start))) start++;
  while (end > start && `"'>`.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
};
