import { anyNumber, type TokenAnswerRow } from "../../engine/kit.ts";

const reference = "https://developer.act-on.com/reference/grant-type-refresh";
const probes = "https://github.com/api-evangelist/act-on";

/** Said where an account may not use the API, as a bare text. */
export const featureOff = "PUBLIC_API_FEATURE_NOT_ENABLED";

const gatewayWords = ["httpMessage", "moreInformation"];

/**
 * Act-On's words mean something else than in RFC 6749, and a gateway in front of it has a shape of
 * its own. At the token endpoint that gateway knows the app and no more, so it never ends a grant.
 */
export const tokenAnswers: readonly TokenAnswerRow[] = [
  {
    status: [[400, 499]],
    text: new RegExp(featureOff),
    means: "client-refused",
    why: "The API is switched off for the account.",
    source: "https://developer.act-on.com",
  },
  {
    status: [401],
    fields: { error: ["access_denied"] },
    means: "client-refused",
    why: "Here `access_denied` is a wrong client id or secret, not a person who said no.",
    source: reference,
  },
  {
    fields: { httpCode: [429] },
    means: "busy",
    why: "The gateway's limit; its code counts where the status is another.",
    source: probes,
  },
  {
    fields: { httpCode: [[500, 599]] },
    means: "down",
    why: "The gateway's fault; its code counts where the status is another.",
    source: probes,
  },
  {
    fields: { httpCode: [401, 403] },
    means: "client-refused",
    words: gatewayWords,
    why: "The gateway does not know the app.",
    source: probes,
  },
  {
    fields: { httpCode: [anyNumber] },
    means: "refused",
    words: gatewayWords,
    why: "Another answer of the gateway, such as a wrong path.",
    source: probes,
  },
];
