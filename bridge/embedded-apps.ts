import { readFile } from "node:fs/promises";
import builtIn from "../assets/embedded-apps.json" with { type: "json" };
import type { EmbeddedApp, EmbeddedApps } from "../engine/index.ts";
import { KeyferryError } from "../shared/errors.ts";
import { untranslated } from "../shared/localised.ts";

/**
 * The embedded OAuth apps: the practice provider's while it stands in, else those the product is
 * built with, and over them the organisation's (`KEYFERRY_EMBEDDED_APPS`). Throws `INPUT_UNREADABLE`.
 */
export const embeddedApps = async (environment: NodeJS.ProcessEnv, practice: boolean): Promise<EmbeddedApps> => {
  if (practice) {
    const [{ practiceApps }, { practices }] = await Promise.all([
      import("../practice/practice-apps.ts"),
      import("../services/practices.ts"),
    ]);
    return Object.fromEntries(
      Object.entries(practiceApps(practices)).map(([id, app]) => [id, { ...app, anyLoopbackPort: true }]),
    );
  }
  const path = environment.KEYFERRY_EMBEDDED_APPS;
  return { ...(builtIn as EmbeddedApps), ...(path ? await readApps(path) : {}) };
};

const readApps = async (path: string): Promise<EmbeddedApps> => {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error.code ?? "", error);
  });
  const apps = parseApps(text);
  if (!apps) {
    throw unreadable(
      path,
      'it is not of the form {"SERVICE":{"OAuthClientId":"…","OAuthClientSecret":"…","CallbackURL":"…"}}',
    );
  }
  return apps;
};

const parseApps = (text: string): EmbeddedApps | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const apps = Object.entries(value).map(([id, app]) => [id, appOf(app)] as const);
    return apps.every(([, app]) => app) ? (Object.fromEntries(apps) as EmbeddedApps) : undefined;
  } catch {
    return undefined;
  }
};

/** An app as it must be; undefined where a part of it is of another kind. */
const appOf = (value: Record<string, unknown> | null): EmbeddedApp | undefined => {
  const { OAuthClientId, OAuthClientSecret, CallbackURL, anyLoopbackPort } = value ?? {};
  if (typeof OAuthClientId !== "string" || typeof CallbackURL !== "string" || !URL.canParse(CallbackURL))
    return undefined;
  if (OAuthClientSecret !== undefined && typeof OAuthClientSecret !== "string") return undefined;
  if (anyLoopbackPort !== undefined && typeof anyLoopbackPort !== "boolean") return undefined;
  return {
    OAuthClientId,
    CallbackURL,
    ...(OAuthClientSecret === undefined ? {} : { OAuthClientSecret }),
    ...(anyLoopbackPort === undefined ? {} : { anyLoopbackPort }),
  };
};

const unreadable = (path: string, detail: string, cause?: unknown): KeyferryError =>
  new KeyferryError(
    "INPUT_UNREADABLE",
    { name: `KEYFERRY_EMBEDDED_APPS (${path})`, detail: untranslated(detail) },
    { cause },
  );
