import { withoutSecretShapes } from "../../shared/secret-shapes.ts";
import { masked } from "../redact.ts";

/**
 * A copy of plain data in which no text holds a known secret or anything of a secret's shape; `within`
 * sees each text first. The last thing that happens to a report: whatever was read where, nothing
 * passes it.
 */
export const scrubbed = <T>(value: T, secrets: readonly string[], within: (text: string) => string): T =>
  scrub(value, (text) => withoutSecretShapes(masked(within(text), secrets))) as T;

const scrub = (value: unknown, clean: (text: string) => string): unknown => {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((each) => scrub(each, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [clean(name), scrub(each, clean)]));
};
