import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";

/** Which machine may renew a grant, and how often that happened. */
export interface Grant {
  readonly Id: string;
  readonly Generation: number;
  /** The recipient (`age1…`) of the machine that renews it; null while nobody has claimed it. */
  readonly Owner: string | null;
  /** Present in the sender's own copy once the grant was handed to others. */
  readonly HandedOver?: HandOver;
  /** Present where the file came from another machine. */
  readonly Received?: Receipt;
}

/** Where a grant went. */
export interface HandOver {
  /** Milliseconds since 1970. */
  readonly At: number;
  readonly To: readonly string[] | "passphrase";
  /** What the receivers were called then, in the order of `To`; with a passphrase, the one name. */
  readonly Names?: readonly string[];
  /** What the file was called. */
  readonly File?: string;
}

/** Where a grant came from. */
export interface Receipt {
  /** The sender's recipient; null where the sender had no identity. */
  readonly From: string | null;
  /** Milliseconds since 1970. */
  readonly At: number;
  /** `copy`: the sender goes on renewing too. */
  readonly Mode: "hand-over" | "copy";
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
  const { Format } = value ?? {};
  if (!value || !isFormat(Format) || !isText(value.Service) || !isStringRecord(value.Properties)) {
    throw new KeyferryError("SETTINGS_NOT_OURS", { path });
  }
  if (Format !== 1) throw new KeyferryError("SETTINGS_NEWER", { path, format: String(Format) });
  return {
    ...ofKnownForm(value, { Account: isText, Recipients: isTexts }),
    Format: 1,
    Service: value.Service,
    Name: isText(value.Name) ? value.Name : "",
    Properties: value.Properties,
    Grant: grantOf(isRecord(value.Grant) ? value.Grant : {}),
  };
};

const grantOf = (grant: Record<string, unknown>): Grant => {
  const { Id, Generation, Owner, HandedOver } = grant;
  return {
    ...ofKnownForm(grant, { HandedOver: isRecord }),
    Id: isText(Id) ? Id : "",
    Generation: Number.isSafeInteger(Generation) ? Number(Generation) : 1,
    Owner: isText(Owner) ? Owner : null,
    ...(isRecord(HandedOver) ? { HandedOver: handOverOf(HandedOver) } : {}),
  };
};

/** What is of another form than it should be counts as missing: a file is anybody's until it is read. */
const ofKnownForm = (
  value: Record<string, unknown>,
  forms: Readonly<Record<string, (each: unknown) => boolean>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).filter(([name, each]) => !Object.hasOwn(forms, name) || forms[name]?.(each)),
  );

/** A grant that was handed over in a form that is not known was handed over all the same. */
const handOverOf = ({ At, To, ...others }: Record<string, unknown>): NonNullable<Grant["HandedOver"]> => ({
  ...others,
  At: typeof At === "number" ? At : 0,
  To: isTexts(To) ? To : "passphrase",
});

const isFormat = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;

const isText = (value: unknown): value is string => typeof value === "string";

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

export const formatDocument = (document: SettingsDocument): string => `${JSON.stringify(document, undefined, 2)}\n`;

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return isRecord(value) && isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** What is nested too deeply to be written again would be found out when a new token is to be saved. */
const isShallow = (value: unknown, levels = 100): boolean =>
  typeof value !== "object" ||
  value === null ||
  (levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1)));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isStringRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((each) => typeof each === "string");
