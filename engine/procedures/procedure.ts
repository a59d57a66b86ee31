import { closest } from "fastest-levenshtein";
import { KeyferryError } from "../../shared/errors.ts";
import type { Localised } from "../../shared/localised.ts";
import { shownName } from "../../shared/secret-shapes.ts";

const procedureNames = ["GetOAuthAuthorizationURL", "GetOAuthAccessToken", "RefreshOAuthAccessToken"] as const;
export type ProcedureName = (typeof procedureNames)[number];

/** The inputs of each procedure, as people spell them. */
const inputNames = {
  GetOAuthAuthorizationURL: ["AuthMode", "CallbackURL", "Scope", "Permissions", "State"],
  GetOAuthAccessToken: ["AuthMode", "Verifier", "CallbackURL", "Scope", "Permissions", "State", "PKCEVerifier"],
  RefreshOAuthAccessToken: ["OAuthRefreshToken", "CallbackURL", "State"],
} as const satisfies Record<ProcedureName, readonly string[]>;

/** Inputs under their proper names. */
export type ProcedureInputs = Readonly<Record<string, string>>;

/** What a procedure answers: columns and their values, all text. */
export type ProcedureResult = Readonly<Record<string, string>>;

/** The proper name of a procedure given in any case. Throws `PROCEDURE_UNKNOWN`. */
export const resolveProcedure = (name: string): ProcedureName => {
  const found = procedureNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const nearest = nearestOf(name, procedureNames);
  throw new KeyferryError("PROCEDURE_UNKNOWN", { name: shownName(name), nearest, known: procedureNames.join(", ") });
};

/** Inputs matched without regard to case, empty ones left out. Throws `PROCEDURE_INPUT` for an unknown one. */
export const resolveInputs = (procedure: ProcedureName, inputs: ProcedureInputs): ProcedureInputs =>
  Object.fromEntries(
    Object.entries(inputs)
      .map(([name, value]) => [resolveInput(procedure, name), value] as const)
      .filter(([, value]) => value !== ""),
  );

const resolveInput = (procedure: ProcedureName, name: string): string => {
  const names: readonly string[] = inputNames[procedure];
  const found = names.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  if (found) return found;
  const nearest = nearestOf(name, names);
  throw inputError(
    procedure,
    { en: `there is no input named ${shownName(name)}`, ja: `${shownName(name)} というインプットはありません` },
    {
      en: `Did you mean ${nearest}? Its inputs are ${names.join(", ")}.`,
      ja: `${nearest} ではありませんか。インプットは ${names.join("、")} です。`,
    },
  );
};

export const inputError = (procedure: ProcedureName, detail: Localised, remedy: Localised): KeyferryError =>
  new KeyferryError("PROCEDURE_INPUT", { procedure, detail, remedy });

const nearestOf = (name: string, names: readonly string[]): string => {
  const lower = closest(
    name.toLowerCase(),
    names.map((known) => known.toLowerCase()),
  );
  return names.find((known) => known.toLowerCase() === lower) ?? "";
};

/** Highrise calls the modes `web_server` and `user_agent`; every service may be asked with those too. */
const modes: Readonly<Record<string, "APP" | "WEB">> = { app: "APP", web: "WEB", user_agent: "APP", web_server: "WEB" };

/** Who runs the browser part: `WEB`, the caller; `APP`, this program. Throws `PROCEDURE_INPUT`. */
export const readAuthMode = (procedure: ProcedureName, mode: string | undefined): "APP" | "WEB" => {
  const found = modes[(mode ?? "APP").toLowerCase()];
  if (found) return found;
  throw inputError(
    procedure,
    { en: "AuthMode has a value that is not known", ja: "AuthMode の値が不明です" },
    {
      en: "Set AuthMode to APP or WEB (or user_agent, web_server).",
      ja: "AuthMode には APP または WEB（user_agent、web_server も可）を指定してください。",
    },
  );
};
