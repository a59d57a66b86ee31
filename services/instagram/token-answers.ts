import { anyNumber, type TokenAnswerRow } from "../../engine/kit.ts";

const graphErrors = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const rateLimits = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";
const businessLogin =
  "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login";

/** Meta's limits (application, user, page, custom rate, Instagram's business use case) and its passing blocks. */
export const throttled: readonly number[] = [4, 17, 32, 341, 368, 613, 80002];

/** "Possibly a temporary issue due to downtime": API Unknown and API Service. */
export const temporary: readonly number[] = [1, 2];

/** Codes that leave it to their sentence what they are about. */
const unsure = [1, 100, 101];

/** `api.instagram.com` and `graph.*` have a shape each for what they say of a request. */
const sentences = [
  { field: "error_message", codes: {} },
  { field: "error.message", codes: { "error.code": unsure } },
];

const both = (says: RegExp, row: Pick<TokenAnswerRow, "means" | "why" | "hint">): readonly TokenAnswerRow[] =>
  sentences.map(({ field, codes }) => ({
    fields: { ...codes, [field]: [says] },
    words: [field],
    source: field === "error_message" ? businessLogin : graphErrors,
    ...row,
  }));

/** Meta's codes say more than its statuses: nearly all of them come with 400. */
export const tokenAnswers: readonly TokenAnswerRow[] = [
  {
    fields: { "error.code": throttled },
    means: "busy",
    why: "A limit or a passing block.",
    source: rateLimits,
  },
  {
    fields: { "error.is_transient": [true] },
    means: "down",
    why: "Meta says itself that it will pass, whatever the code.",
    source: graphErrors,
  },
  {
    fields: { "error.code": [190], "error.error_subcode": [459, 464] },
    means: "refused",
    words: ["error.message"],
    why: "The person must clear something up at Facebook (459 checkpoint, 464 unconfirmed); the token lives.",
    source: graphErrors,
  },
  {
    fields: { "error.code": [190] },
    means: "grant-ended",
    words: ["error.message"],
    why: "The token lapsed or was ended: 458 app removed, 460 password changed, 463 lapsed, 467 invalid.",
    source: graphErrors,
  },
  ...both(/invalid platform app/i, {
    means: "client-refused",
    hint: "a Meta app id is for LoginType=Facebook",
    why: "A Meta app has two ids, and each is good at one place alone.",
  }),
  ...both(/validating application|invalid (app|client) id/i, {
    means: "client-refused",
    hint: "an Instagram app id is for LoginType=Instagram",
    why: "A Meta app has two ids, and each is good at one place alone.",
  }),
  ...both(/client[_ ](id|secret)|app (id|secret)/i, {
    means: "client-refused",
    why: "The app's id or secret is wrong.",
  }),
  ...both(/redirect[_ ]uri/i, {
    means: "redirect-refused",
    why: "The callback is not the registered one; the same sentence may mention the code.",
  }),
  ...both(/\b(authorization|verification|matching) code\b/i, {
    means: "grant-ended",
    why: "The code is wrong, too old or used before.",
  }),
  {
    fields: { "error.code": temporary },
    means: "down",
    why: "A fault of Meta's, where its sentence is about nothing above.",
    source: graphErrors,
  },
  {
    fields: { "error.code": [anyNumber] },
    means: "refused",
    words: ["error.message"],
    why: "Another code, such as 10 for a token too young to be refreshed: it stays good.",
    source: graphErrors,
  },
  {
    fields: { error_message: [/./s] },
    means: "refused",
    words: ["error_message"],
    why: "Another sentence.",
    source: businessLogin,
  },
];
