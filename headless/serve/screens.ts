import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { KeyferryError } from "../../shared/errors.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

/** The folder of the built screens: beside the command. Throws `SCREENS_MISSING`. */
export const findScreens = async (): Promise<string> => {
  const folder = process.env.KEYFERRY_SCREENS ?? join(dirname(fileURLToPath(import.meta.url)), "screens");
  const found = await stat(join(folder, "index.html")).catch(() => undefined);
  if (!found) throw new KeyferryError("SCREENS_MISSING");
  return folder;
};

/** Answers with a file of the screens; the page itself with a fresh nonce for its styles. */
export const sendScreen = async (folder: string, pathname: string, response: ServerResponse): Promise<void> => {
  const name = pathname === "/" ? "index.html" : normalize(decodeURIComponent(pathname)).replace(/^[/\\]+/, "");
  const path = join(folder, name);
  const content = path.startsWith(folder + sep) ? await readFile(path).catch(() => undefined) : undefined;
  const type = types[extname(path)];
  if (!content || !type) {
    response.writeHead(404, { ...safetyHeaders(), "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const page = name === "index.html";
  response
    .writeHead(200, {
      ...safetyHeaders(nonce),
      "content-type": type,
      "cache-control": page ? "no-store" : "private, max-age=31536000, immutable",
    })
    .end(page ? content.toString("utf8").replaceAll("__STYLE_NONCE__", nonce) : content);
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
