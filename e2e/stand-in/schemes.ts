/**
 * Chromium knows no scheme of a program's own. `app://host/path` lives at
 * `https://host.app.electron-standin/path` in pages; the program sees the address that it knows.
 */
const suffix = ".electron-standin";

/** The address in a page for one of the program. */
export const toPageAddress = (url: string, schemes: Iterable<string>): string => {
  const [, scheme = "", host = "", rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (![...schemes].includes(scheme)) return url;
  return `https://${host}.${scheme}${suffix}${/^\//.test(rest) ? rest : `/${rest}`}`;
};

/** The address that the program knows for one in a page. */
export const toProgramAddress = (url: string): string => {
  const [, host, scheme, rest = ""] =
    /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.electron-standin(.*)$/s.exec(url) ?? [];
  return host && scheme ? `${scheme}://${host}${rest}` : url;
};

/** The pattern of all addresses of a scheme in pages, as Chromium's Fetch domain wants it. */
export const patternOf = (scheme: string): string => `https://*.${scheme}${suffix}/*`;

/** A Content-Security-Policy that names schemes of the program, for the page's addresses. */
export const toPagePolicy = (policy: string, schemes: Iterable<string>): string =>
  [...schemes].reduce(
    (text, scheme) =>
      text.replaceAll(new RegExp(`(?<=[\\s;])${scheme}:(?=[\\s;]|$)`, "g"), `https://*.${scheme}${suffix}`),
    policy,
  );
