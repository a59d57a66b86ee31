import type { HttpAnswer, TokenAnswerRow } from "../engine/kit.ts";

type Meaning = TokenAnswerRow["means"];

/** One answer of a token endpoint, and what it must mean. */
export interface TokenAnswerCase {
  readonly title: string;
  readonly answer: HttpAnswer;
  readonly means: Meaning;
}

export const tokenCase = (
  means: Meaning,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): TokenAnswerCase => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const shown = text.length > 90 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
  return { title: `HTTP ${status} ${JSON.stringify(shown)}`, answer: { status, headers, text }, means };
};

const html = "<!DOCTYPE html><html><head><title>Sign in to the hotel's network</title></head></html>";
const block = '\n<html><body>Request blocked. invalid_grant {"error":"invalid_grant"}</body></html>';
const ended = { error: "invalid_grant", error_description: "Words of the service." };
const good = { access_token: "good", token_type: "bearer", expires_in: 3600 };
const utf16 = Buffer.from(`\ufeff${JSON.stringify(good)}`, "utf16le").toString("utf8");

/** Statuses that tell by themselves, with every body that could tempt. */
const byStatus = (means: Meaning, statuses: readonly number[], headers = {}): readonly TokenAnswerCase[] =>
  statuses.flatMap((status) =>
    ["", html, "{", JSON.stringify(ended), JSON.stringify(good)].map((body) => tokenCase(means, status, body, headers)),
  );

/** What is nobody's answer: of any status, and never a reason to conclude anything. */
const unreadable = [
  "",
  "  \r\n\t ",
  html,
  block,
  `\ufeff${html}`,
  "<?xml version='1.0'?><error>invalid_grant</error>",
  "invalid_grant",
  "error=invalid_grant&error_description=x",
  "access_token=good&expires_in=3600",
  '"invalid_grant"',
  "null",
  "true",
  "190",
  "[]",
  '[{"error":"invalid_grant"}]',
  '["access_token"]',
  '{"error":"invalid_gr',
  '{"error":"invalid_grant"',
  '{"access_token":"good","token_type":"bear',
  "{'error':'invalid_grant'}",
  `${JSON.stringify(ended)}${html}`,
  "\0\0\0\0",
  `{"error":"invalid_grant"}\0`,
  utf16,
  "\u001f\ufffd\b\0\0\0\0\0",
  "x".repeat(1_000_000),
  "[".repeat(100_000),
  '{"a":'.repeat(100_000),
];

/** Answers that must mean the same whatever the service. */
export const generalCases: readonly TokenAnswerCase[] = [
  ...byStatus("busy", [429]),
  ...byStatus("busy", [429], { "retry-after": "120" }),
  ...byStatus("down", [408, 421, 425, 500, 502, 503, 504, 520, 529, 599, 999]),
  ...byStatus("unreadable", [301, 302, 303, 307, 308], { location: "https://login.hotel.example/" }),
  ...byStatus("unreadable", [0, 304, 407, 511]),
  ...[200, 400, 401, 403, 404].flatMap((status) => unreadable.map((body) => tokenCase("unreadable", status, body))),
  ...[200, 400, 401, 403, 422].map((status) => tokenCase("grant-ended", status, ended)),
  tokenCase("grant-ended", 400, { error: "invalid_grant" }),
  tokenCase("grant-ended", 400, '\ufeff{"error":"invalid_grant"}'),
  tokenCase("grant-ended", 400, ended, { "content-type": "text/html; charset=shift_jis" }),
  tokenCase("client-refused", 401, { error: "invalid_client" }),
  tokenCase("client-refused", 400, { error: "unauthorized_client" }),
  tokenCase("redirect-refused", 400, { error: "redirect_uri_mismatch" }),
  tokenCase("busy", 400, { error: "slow_down" }),
  tokenCase("down", 400, { error: "temporarily_unavailable" }),
  tokenCase("down", 403, { error: "server_error" }),
  ...["invalid_request", "unsupported_grant_type", "invalid_scope", "Invalid_Grant", "invalid_grant ", "no"].map(
    (error) => tokenCase("refused", 400, { error }),
  ),
  tokenCase("refused", 400, {}),
  tokenCase("refused", 403, { message: "Forbidden" }),
  tokenCase("refused", 404, { status: 404, title: "Not Found" }),
  tokenCase("refused", 400, { error: { message: "invalid_grant" } }),
  tokenCase("refused", 400, { error: ["invalid_grant"] }),
  tokenCase("refused", 400, { error: 400, message: "invalid_grant" }),
  tokenCase("refused", 400, { errors: ["invalid_grant"] }),
  tokenCase("refused", 400, '{"__proto__":{"error":"invalid_grant"}}'),
  tokenCase("refused", 400, good),
  tokenCase("unreadable", 200, {}),
  tokenCase("unreadable", 200, { error: { message: "invalid_grant" } }),
  tokenCase("unreadable", 200, { ...good, error: "invalid_grant" }),
  tokenCase("unreadable", 400, { ...good, error: "invalid_grant" }),
  ...["", "a\nb", "a\r\nSet-Cookie: x", "あ", "a\0b", "\u007f", "é", "a\tb", 7, null, {}, [], true].map(
    (access_token) => tokenCase("unreadable", 200, { ...good, access_token }),
  ),
  tokenCase("unreadable", 200, { ...good, token_type: "mac" }),
  tokenCase("granted", 200, good),
  tokenCase("granted", 201, good),
  tokenCase("granted", 200, `\ufeff${JSON.stringify(good)}`),
  tokenCase("granted", 200, `\n${JSON.stringify(good)}\n`),
  tokenCase("granted", 200, { access_token: "good" }),
  tokenCase("granted", 200, { ...good, token_type: "Bearer", error: "" }),
  tokenCase("granted", 200, { ...good, token_type: null, error: null, scope: null, id_token: 7 }),
  ...["3600", "soon", -1, 0, 1e99, "1e99", "NaN", "Infinity", null, true, [], {}, "-5", "0x10"].map((expires_in) =>
    tokenCase("granted", 200, { ...good, expires_in }),
  ),
  tokenCase("granted", 200, '{"access_token":"good","expires_in":99999999999999999999999999}'),
  tokenCase("granted", 200, '{"access_token":"good","expires_in":1e999}'),
];

const launchpad = [
  tokenCase("grant-ended", 400, { error: "authorization_expired" }),
  tokenCase("grant-ended", 401, { error: "The ID has rekeyed its deadbolt." }),
  tokenCase("grant-ended", 400, "The ID has rekeyed its deadbolt."),
  tokenCase("grant-ended", 401, { error: 'OAuth token expired (old age). <a href="https://x.example">Refresh</a>' }),
  tokenCase("grant-ended", 401, { error: "OAuth token could not be verified. Sorry." }),
  tokenCase("grant-ended", 400, { error: "Token expired" }),
  tokenCase("grant-ended", 400, { error: "Code could not be verified" }),
  tokenCase("grant-ended", 401, "Unknown Basecamp ID."),
  tokenCase("client-refused", 401, { error: "invalid_client" }),
  tokenCase("refused", 400, { error: "The client secret could not be verified" }),
  tokenCase("refused", 400, { error: "Unsupported type: nil. Expected web_server or refresh." }),
  tokenCase("redirect-refused", 200, { error: "redirect_uri_mismatch" }),
  tokenCase("down", 503, { error: "authorization_expired" }),
  tokenCase("busy", 429, "Rate limit exceeded.", { "retry-after": "7" }),
  tokenCase("unreadable", 403, "<html>rekeyed its deadbolt</html>"),
  tokenCase("unreadable", 200, { ...good, error: "authorization_expired" }),
];

const graph = (code: number | string, message = "Words.", more = {}) => ({
  error: { message, type: "OAuthException", code, fbtrace_id: "x", ...more },
});
const sentence = (error_message: string) => ({ error_type: "OAuthException", code: 400, error_message });
const mismatch = "Error validating verification code. Please make sure your redirect_uri is identical";

/** Answers in a service's own words. */
export const ownCases: Readonly<Record<string, readonly TokenAnswerCase[]>> = {
  basecamp: launchpad,
  highrise: launchpad,
  "act-on": [
    tokenCase("grant-ended", 403, { error: "invalid_grant", error_description: "Unknown or invalid refresh token." }),
    tokenCase("client-refused", 401, { error: "access_denied", error_description: "Unauthorized" }),
    tokenCase("refused", 403, { error: "access_denied" }),
    tokenCase("busy", 429, { error: "access_denied", error_description: "Too many authentication requests" }),
    tokenCase("client-refused", 401, { httpCode: "401", httpMessage: "Unauthorized", moreInformation: "" }),
    tokenCase("client-refused", 403, { httpCode: 403, httpMessage: "Forbidden" }),
    tokenCase("refused", 404, { httpCode: "404", httpMessage: "Not Found" }),
    tokenCase("busy", 200, { httpCode: "429", httpMessage: "Too Many Requests" }),
    tokenCase("down", 200, { httpCode: "503", httpMessage: "Service Unavailable" }),
    tokenCase("down", 502, { httpCode: "502", httpMessage: "Bad Gateway" }),
    tokenCase("refused", 400, { errorCode: 10054, message: "Words." }),
    tokenCase("client-refused", 403, "PUBLIC_API_FEATURE_NOT_ENABLED"),
    tokenCase("down", 500, "PUBLIC_API_FEATURE_NOT_ENABLED"),
  ],
  backlog: [
    tokenCase("grant-ended", 400, { error: "invalid_grant", error_description: "Grant is invalid." }),
    ...[
      [13, "busy"],
      [1, "down"],
      [4, "refused"],
      [11, "refused"],
      [12, "refused"],
    ].map(([code, means]) => tokenCase(means as Meaning, 403, { errors: [{ message: "Words.", code, moreInfo: "" }] })),
  ],
  instagram: [
    tokenCase("granted", 200, { data: [{ access_token: "good", user_id: "1", permissions: "a,b" }] }),
    tokenCase("granted", 200, '{"access_token":"good","user_id":17841400000000007,"permissions":["a"]}'),
    ...[400, 401, 403].map((status) => tokenCase("grant-ended", status, graph(190))),
    ...[458, 460, 463, 467].map((error_subcode) => tokenCase("grant-ended", 400, graph(190, "No.", { error_subcode }))),
    tokenCase("grant-ended", 400, graph("190")),
    tokenCase("refused", 400, graph(190, "Check in.", { error_subcode: 459 })),
    tokenCase("refused", 400, graph(190, "Confirm.", { error_subcode: 464 })),
    tokenCase("down", 400, graph(190, "Odd.", { is_transient: true })),
    tokenCase("down", 500, graph(190)),
    tokenCase("unreadable", 400, '{"error":{"message":"x","code":190'),
    ...[4, 17, 32, 613, 341, 368, 80002].flatMap((code) =>
      [400, 403].map((status) => tokenCase("busy", status, graph(code))),
    ),
    ...[1, 2].map((code) => tokenCase("down", 400, graph(code))),
    tokenCase("client-refused", 400, graph(1, "Error validating client secret.")),
    tokenCase("client-refused", 400, graph(101, "Error validating application. Cannot get application info.")),
    tokenCase("redirect-refused", 400, graph(100, mismatch)),
    tokenCase("grant-ended", 400, graph(100, "This authorization code has been used.")),
    tokenCase("refused", 400, graph(10, "The access token is too young to be refreshed.")),
    tokenCase("refused", 400, graph(100, "Something else.")),
    tokenCase("client-refused", 400, sentence("Invalid platform app")),
    tokenCase("redirect-refused", 400, sentence(mismatch)),
    tokenCase("grant-ended", 400, sentence("Matching code was not found or was already used")),
    tokenCase("grant-ended", 400, sentence("This authorization code has expired")),
    tokenCase("refused", 400, sentence("Something else")),
  ],
};
