/** The scheme that the operating system hands to this program. */
export const linkScheme = "keyferry";

/**
 * The place in the window that a `keyferry://` link stands for; undefined for every other text. A link
 * comes from anywhere, so it can only show something: it makes, changes and sends nothing.
 */
export const addressOfLink = (link: string): string | undefined => {
  if (link.length > 500 || !URL.canParse(link)) return undefined;
  const { protocol, hostname, pathname } = new URL(link);
  if (protocol !== `${linkScheme}:`) return undefined;
  const [detail = "", ...rest] = pathname.replace(/^\/+|\/+$/g, "").split("/");
  if (rest.length > 0) return "#/";
  if (hostname === "connections" && /^[0-9a-f-]{36}$/.test(detail)) return `#/connections/${detail}`;
  if (hostname === "new") return /^[a-z0-9-]{1,40}$/.test(detail) ? `#/new/${detail}` : "#/new";
  return "#/";
};

/** The link among a program's arguments: where Windows and Linux put it. */
export const linkIn = (words: readonly string[]): string | undefined =>
  words.find((word) => word.startsWith(`${linkScheme}://`));
