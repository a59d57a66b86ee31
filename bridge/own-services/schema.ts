import { z } from "zod";

/** An address that credentials may be sent to: https, or http on this very machine. */
export const address = z
  .url({ protocol: /^https?$/, error: "must be an address that starts with https://" })
  .refine((value) => value.startsWith("https:") || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(value), {
    error: "must start with https:// (http:// is for loopback addresses alone)",
  });

const parameters = z.record(z.string(), z.string());

const oauthShared = {
  scheme: z.literal("OAuth"),
  scopes: z.array(z.string().min(1)).optional(),
  scopeSeparator: z.enum([" ", ","]).default(" "),
  pkce: z.boolean().default(true),
  authorizationParameters: parameters.optional(),
  expiresIn: z.number().int().positive().default(3600),
  grantIdleLife: z.number().int().positive().optional(),
  grantMaximumLife: z.number().int().positive().optional(),
  callbackURL: address.default("http://localhost:33333"),
};

const scheme = z.union([
  z.strictObject({ ...oauthShared, issuer: address }),
  z.strictObject({ ...oauthShared, authorizationEndpoint: address, tokenEndpoint: address }),
  z.strictObject({
    scheme: z.literal("APIToken"),
    header: z.string().regex(/^[\w-]+$/),
    prefix: z.string().default(""),
  }),
  z.strictObject({ scheme: z.literal("APIToken"), query: z.string().regex(/^[\w.-]+$/) }),
  z.strictObject({ scheme: z.literal("Basic") }),
]);

/** The file that describes a service of a person's own. */
const ownServiceSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, { error: "must be lower-case letters, digits and dashes" }),
  name: z.string().min(1).max(80),
  summary: z.string().max(200).default(""),
  auth: z.array(scheme).min(1),
  apiBase: address,
  /** A GET that answers who is signed in; dotted names say where in its JSON. */
  probe: z.strictObject({
    path: z.string().startsWith("/"),
    name: z.string().min(1),
    email: z.string().optional(),
    account: z.string().optional(),
  }),
  grant: z.enum(["copyable", "single-owner", "one-per-login"]).default("single-owner"),
});

export type OwnService = z.infer<typeof ownServiceSchema>;

/** The service that a file's JSON describes, or what is wrong with it, in one line. */
export const judgeOwnService = (json: unknown): OwnService | string => {
  try {
    const { success, data, error } = ownServiceSchema.safeParse(json);
    return success ? data : problemsOf(error);
  } catch {
    // The validator looks at `length` of what may be anything.
    return "the file: it has values of no known form";
  }
};

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message, ...issue }) => {
      const place = path.join(".") || "the file";
      const inner = "errors" in issue && Array.isArray(issue.errors) ? innermost(issue.errors) : undefined;
      return `${place}: ${inner ?? message}`;
    })
    .join("; ");

/** Of several forms that do not fit, the one that comes nearest says most. */
const innermost = (errors: readonly (readonly z.core.$ZodIssue[])[]): string | undefined => {
  const nearest = errors.toSorted((one, other) => one.length - other.length)[0];
  return nearest?.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join(", ");
};
