import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

/** One answer: a file of the screens, or why there is none. */
export interface ScreenFile {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Reads a file of the built screens by its path in the address; the page gets a fresh nonce for its styles. */
export const readScreen = async (folder: string, pathname: string): Promise<ScreenFile> => {
  const name = pathname === "/" ? "index.html" : normalize(decodedPath(pathname)).replace(/^[/\\]+/, "");
  const path = join(resolve(folder), name);
  const content = path.startsWith(resolve(folder) + sep) ? await readFile(path).catch(() => undefined) : undefined;
  const type = types[extname(path)];
  if (!content || !type) {
    return {
      status: 404,
      headers: { ...safetyHeaders(), "content-type": "text/plain; charset=utf-8" },
      body: "Not found\n",
    };
  }
  const nonce = randomBytes(16).toString("base64");
  const page = name === "index.html";
  return {
    status: 200,
    headers: {
      ...safetyHeaders(nonce),
      "content-type": type,
      "cache-control": page ? "no-store" : "private, max-age=31536000, immutable",
    },
    body: page ? content.toString("utf8").replaceAll("__STYLE_NONCE__", nonce) : new Uint8Array(content),
  };
};

const decodedPath = (pathname: string): string => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return "/";
  }
};

/** What every answer carries: nothing from elsewhere, no framing, no guessing of types. */
export const safetyHeaders = (nonce?: string): Record<string, string> => ({
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    nonce ? `style-src 'self' 'nonce-${nonce}'` : "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
});
