import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import type { Localised } from "../../shared/localised.ts";
import { removeFile, writeFileDurably } from "./atomic-file.ts";

/** What is about to happen to a settings file: stands beside it, and holds no secret. */
export interface Intent {
  /** `renewal`: a service is asked for new tokens. `replacement`: all else. */
  readonly Kind: "renewal" | "replacement";
  /** The generation of the grant that is replaced; 0 where there was no file. */
  readonly Generation: number;
  /** Milliseconds since 1970. */
  readonly StartedAt: number;
  /** Who was at work. */
  readonly Pid: number;
  readonly Host: string;
  /** The file that is replaced, as `markOf` tells it; null where there was none. */
  readonly Replaces: string | null;
}

/** That a service has ended a grant: stands beside its file, and is of account for this generation alone. */
export interface EndedNote {
  readonly GrantId: string;
  readonly Generation: number;
  /** Milliseconds since 1970. */
  readonly At: number;
  /** The service's words, made fit to be shown. */
  readonly Detail: Localised;
}

const intentPath = (path: string): string => `${path}.intent`;
const endedPath = (path: string): string => `${path}.ended`;

/** This process, as an intent names it. */
export const author = (): Pick<Intent, "Pid" | "Host"> => ({ Pid: process.pid, Host: hostname() });

/** Writes an intent durably. Rejects with Node's own error. */
export const writeIntent = (path: string, intent: Intent): Promise<void> =>
  writeFileDurably(intentPath(path), `${JSON.stringify({ Format: 1, ...intent })}\n`);

/** The intent beside a settings file; one that is not whole was never acted on, and counts as none. */
export const readIntent = async (path: string): Promise<Intent | undefined> => {
  const value = await readJson(intentPath(path));
  if (!Number.isSafeInteger(value?.Generation) || !Number.isFinite(value?.StartedAt)) return undefined;
  return {
    Kind: value?.Kind === "replacement" ? "replacement" : "renewal",
    Generation: Number(value?.Generation),
    StartedAt: Number(value?.StartedAt),
    Pid: Number(value?.Pid ?? 0),
    Host: typeof value?.Host === "string" ? value.Host : "",
    Replaces: typeof value?.Replaces === "string" ? value.Replaces : null,
  };
};

export const clearIntent = (path: string): Promise<void> => removeFile(intentPath(path));

export const writeEnded = (path: string, note: EndedNote): Promise<void> =>
  writeFileDurably(endedPath(path), `${JSON.stringify({ Format: 1, ...note })}\n`);

export const readEnded = async (path: string): Promise<EndedNote | undefined> => {
  const value = await readJson(endedPath(path));
  const detail = value?.Detail as Partial<Localised> | undefined;
  if (typeof value?.GrantId !== "string" || typeof detail?.en !== "string" || typeof detail.ja !== "string")
    return undefined;
  return {
    GrantId: value.GrantId,
    Generation: Number(value.Generation),
    At: Number(value.At),
    Detail: { en: detail.en, ja: detail.ja },
  };
};

export const clearEnded = (path: string): Promise<void> => removeFile(endedPath(path));

const readJson = async (path: string): Promise<Readonly<Record<string, unknown>> | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
