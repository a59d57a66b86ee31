/** An answer, before it is written to the socket. */
export interface Reply {
  readonly status: number;
  /** What the status line says behind the number, where the service has its own words there. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

const reply = (status: number, type: string, body: string, headers: Headers = {}): Reply => ({
  status,
  headers: { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff", ...headers },
  body,
});

/**
 * An answer in JSON. A `bigint` becomes a bare number with all its digits,
 * as services write ids that `JSON.parse` then rounds.
 */
export const json = (status: number, value: unknown, headers?: Headers): Reply =>
  reply(status, "application/json; charset=utf-8", stringify(value), headers);

/** An answer in plain text. */
export const text = (status: number, body: string, headers?: Headers): Reply =>
  reply(status, "text/plain; charset=utf-8", body, headers);

/** An answer in XML. */
export const xml = (status: number, body: string, headers?: Headers): Reply =>
  reply(status, "application/xml; charset=utf-8", `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`, headers);

/** An answer with no body, its message in the status line. */
export const statusLine = (status: number, reason: string, headers?: Headers): Reply => ({
  ...reply(status, "text/plain; charset=utf-8", "", headers),
  reason,
});

/** An answer in HTML; `html.ts` makes whole pages. */
export const markup = (status: number, body: string, headers?: Headers): Reply =>
  reply(status, "text/html; charset=utf-8", body, headers);

/** Sends the browser on. `parameters` are added to the address as it stands, which may hold no path. */
export const redirect = (address: string, parameters: Readonly<Record<string, string>> = {}, tail = ""): Reply => {
  const query = new URLSearchParams(parameters).toString();
  const joint = query === "" ? "" : address.includes("?") ? "&" : "?";
  return reply(302, "text/plain; charset=utf-8", "", { location: `${address}${joint}${query}${tail}` });
};

const bigintMark = "\u0001bigint:";

const stringify = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? `${bigintMark}${item}` : item)).replaceAll(
    /"\\u0001bigint:(\d+)"/g,
    "$1",
  );
