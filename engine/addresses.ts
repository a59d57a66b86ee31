import { KeyferryError } from "../shared/errors.ts";

/**
 * Where a service's address is really taken from: `https://HOST/PATH?QUERY` becomes
 * `ORIGIN/HOST/PATH?QUERY` while a practice provider stands in, else it stays.
 */
export const mapAddress = (url: string, practiceOrigin: string | undefined): string => {
  const { protocol, host, pathname, search } = new URL(url);
  // What is http is on this very machine already: a person's own service under test.
  if (practiceOrigin === undefined || protocol !== "https:") return url;
  return `${practiceOrigin}/${host}${pathname}${search}`;
};

/** The service's own address of one that `mapAddress` gave. */
export const serviceAddress = (url: string, practiceOrigin: string | undefined): string =>
  practiceOrigin !== undefined && url.startsWith(`${practiceOrigin}/`)
    ? `https:/${url.slice(practiceOrigin.length)}`
    : url;

/** The origin of a practice provider, checked to be loopback. Throws `PRACTICE_ORIGIN_REFUSED`. */
export const checkPracticeOrigin = (origin: string): string => {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.protocol !== "http:" || !isLoopbackHost(url.hostname) || url.username !== "") {
    throw new KeyferryError("PRACTICE_ORIGIN_REFUSED");
  }
  return url.origin;
};

/** Whether a host name (as in `URL.hostname`) stays on this machine. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
