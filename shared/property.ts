import type { Localised } from "./localised.ts";

/** How a connection proves who it is. The first scheme a service lists is its default. */
export type AuthScheme = "OAuth" | "OAuthPassword" | "Basic" | "APIToken";

/** Which part of the form, and of `keyferry services`, a property belongs to. */
export type PropertyGroup = "service" | "sign-in" | "app" | "tokens" | "storage";

/** A named setting of a connection, spelt as in connection strings. */
export interface PropertyDefinition {
  readonly name: string;
  readonly kind: "text" | "choice" | "number" | "address" | "path";
  /** The only values allowed, where `kind` is `choice`. */
  readonly values?: readonly string[];
  readonly default?: string;
  /** Never shown, logged or put into an error. */
  readonly secret?: true;
  readonly group: PropertyGroup;
  /** Shown under Advanced: most people never need it. */
  readonly advanced?: true;
  /** The schemes that use it; all of them where absent. */
  readonly authSchemes?: readonly AuthScheme[];
  /** Without it the scheme cannot work: all that use it, or those named. */
  readonly required?: true | readonly AuthScheme[];
  /** More of the same, for people who have to find the value first. */
  readonly seeAlso?: string;
  readonly help: Localised;
  readonly example?: string;
}

/** Property names and their values: what a connection string says. */
export type Properties = Readonly<Record<string, string>>;

export const secretMask = "••••";
