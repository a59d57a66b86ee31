import { anyNumber, type TokenAnswerRow } from "../../engine/kit.ts";

const errorCodes = "https://developer.nulab.com/docs/backlog/error-response/";
const words = ["errors.0.message"];

/** Backlog's API errors, which can stand in front of its token endpoint too. Its own errors there are RFC 6749's. */
export const tokenAnswers: readonly TokenAnswerRow[] = [
  {
    fields: { "errors.0.code": [13] },
    means: "busy",
    why: "TooManyRequestsError, of whatever status.",
    source: "https://developer.nulab.com/docs/backlog/rate-limit/",
  },
  {
    fields: { "errors.0.code": [1] },
    means: "down",
    why: "InternalError: a fault of the service.",
    source: errorCodes,
  },
  {
    fields: { "errors.0.code": [anyNumber] },
    means: "refused",
    words,
    why: "The space says no (its IP addresses, its licence), which says nothing of the grant.",
    source: errorCodes,
  },
];
