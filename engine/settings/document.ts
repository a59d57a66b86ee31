import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";

/** Which machine may renew a grant, and how often that happened. */
export interface Grant {
  readonly Id: string;
  readonly Generation: number;
  /** The recipient (`age1…`) of the machine that renews it; null while nobody has claimed it. */
  readonly Owner: string | null;
  /** Present in the sender's own copy once the grant was handed to others. */
  readonly HandedOver?: { readonly At: number; readonly To: readonly string[] | "passphrase" };
}

/** What stands inside a settings file. Members unknown to this version survive a rewrite. */
export interface SettingsDocument {
  readonly Format: 1;
  readonly Service: string;
  readonly Name: string;
  /** Who consented, as the service names the account: for lists of connections. */
  readonly Account?: string;
  readonly Properties: Properties;
  /** When the tokens of this grant were first issued, in milliseconds since 1970: some services end a grant at an age. */
  readonly ConsentedAt?: number;
  readonly Grant: Grant;
  /** Who can open the file: age does not tell, and a rewrite must keep them. */
  readonly Recipients?: readonly string[];
  readonly [unknown: string]: unknown;
}

/**
 * Reads the JSON of a settings file. Throws `SETTINGS_NOT_OURS` where it is something else,
 * `SETTINGS_NEWER` for a later format.
 */
export const parseDocument = (text: string, path: string): SettingsDocument => {
  const value = parseObject(text);
  if (!value || typeof value.Service !== "string" || !isStringRecord(value.Properties)) {
    throw new KeyferryError("SETTINGS_NOT_OURS", { path });
  }
  if (value.Format !== 1) throw new KeyferryError("SETTINGS_NEWER", { path, format: String(value.Format) });
  const grant = isRecord(value.Grant) ? value.Grant : {};
  return {
    ...value,
    Format: 1,
    Service: value.Service,
    Name: typeof value.Name === "string" ? value.Name : "",
    Properties: value.Properties,
    Grant: {
      ...grant,
      Id: typeof grant.Id === "string" ? grant.Id : "",
      Generation: Number.isSafeInteger(grant.Generation) ? Number(grant.Generation) : 1,
      Owner: typeof grant.Owner === "string" ? grant.Owner : null,
    },
  };
};

export const formatDocument = (document: SettingsDocument): string => `${JSON.stringify(document, undefined, 2)}\n`;

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isStringRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((each) => typeof each === "string");
