import { KeyferryError } from "../shared/errors.ts";
import type { Localised } from "../shared/localised.ts";
import { waitWords } from "./retry-after.ts";

/** The service asks for fewer requests; `wait` in milliseconds, where it says how long, `words` where it says so in others. */
export const rateLimited = (
  service: string,
  wait: number | undefined,
  words: Localised = waitWords(wait),
): KeyferryError => new KeyferryError("RATE_LIMITED", { service, wait: words }, asData(wait));

/** The service has a fault that will pass; `wait` in milliseconds, where it says how long. */
export const serviceUnavailable = (service: string, status: number, wait?: number): KeyferryError =>
  new KeyferryError("SERVICE_UNAVAILABLE", { service, status: String(status) }, asData(wait));

const asData = (wait: number | undefined) => (wait === undefined ? {} : { retryAfterMs: wait });
