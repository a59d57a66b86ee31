import type { Localised } from "../../shared/localised.ts";

/** What an answer of a token endpoint means for the grant. */
export type TokenMeaning =
  | "granted"
  | "grant-ended"
  | "client-refused"
  | "redirect-refused"
  | "refused"
  | "busy"
  | "down"
  | "unreadable";

/** Whole numbers from the first to the last, both included. */
export type Range = readonly [from: number, to: number];

/** What the value of a field is compared with: numbers match texts of the same digits, patterns match texts alone. */
export type Expected = string | number | boolean | Range | RegExp;

export const anyNumber: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** One line of the table: an answer that fits all that is named means this. */
export interface TokenAnswerRow {
  readonly status?: readonly (number | Range)[];
  /** What the body is, before anything in it is looked at. */
  readonly body?: "empty" | "web-page" | "other-than-object";
  /** The body as a text. */
  readonly text?: RegExp;
  /** Fields of the JSON by dotted name; each must be one of the values. */
  readonly fields?: Readonly<Record<string, readonly Expected[]>>;
  readonly means: TokenMeaning;
  /** What is wrong with an unreadable answer, as people are told. */
  readonly shape?: Localised;
  /** The fields that hold the service's words; `error` and `error_description` where absent. */
  readonly words?: readonly string[];
  /** Added to those words: what people get wrong. */
  readonly hint?: string;
  readonly why: string;
  /** A page that proves it; undefined for what follows from no page, but from law 3. */
  readonly source?: string;
}

/** An access token as it can stand in a header (RFC 6749 appendix A.12). */
export const usableToken = /^[\x20-\x7e]+$/;

const rfc9110 = "https://www.rfc-editor.org/rfc/rfc9110#section-";
const rfc6749errors = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";
const rfc6585 = "https://www.rfc-editor.org/rfc/rfc6585#section-";

/**
 * What comes before all other lines, a service's own included: where the answer does not come from
 * the service, or comes from one that is not well, or contradicts itself, nothing ends a grant.
 */
export const firstRows: readonly TokenAnswerRow[] = [
  {
    status: [429],
    means: "busy",
    why: "Too many requests; the grant was not looked at.",
    source: `${rfc6585}4`,
  },
  {
    status: [511],
    means: "unreadable",
    shape: { en: "the network asks for a sign-in, HTTP 511", ja: "ネットワークがサインインを求めています。HTTP 511" },
    why: "A captive portal says so itself.",
    source: `${rfc6585}6`,
  },
  {
    status: [407],
    means: "unreadable",
    shape: { en: "a proxy asks for a sign-in, HTTP 407", ja: "プロキシが認証を求めています。HTTP 407" },
    why: "A proxy wants to know who asks; the service saw nothing.",
    source: `${rfc9110}15.5.8`,
  },
  {
    status: [
      [0, 199],
      [300, 399],
    ],
    means: "unreadable",
    shape: { en: "a redirect instead of an answer", ja: "応答ではなくリダイレクト" },
    why: "A token endpoint answers itself; a captive portal sends elsewhere. Secrets are not sent after it.",
    source: `${rfc9110}15.4`,
  },
  {
    status: [408, 421, 425],
    means: "down",
    why: "The request came too slowly, too early or to the wrong place, and may be sent again.",
    source: `${rfc9110}15.5.9`,
  },
  {
    status: [[500, 999]],
    means: "down",
    why: "A fault of the service or of a gateway, even where its body says `invalid_grant`.",
    source: `${rfc9110}15.6`,
  },
  {
    fields: { access_token: [/./s], error: [/./s] },
    means: "unreadable",
    shape: { en: "it holds both a token and an error", ja: "トークンとエラーの両方が含まれています" },
    why: "It says yes and no, so it says neither clearly.",
  },
];

/** What RFC 6749 says, after a service's own lines. */
export const generalRows: readonly TokenAnswerRow[] = [
  {
    body: "empty",
    means: "unreadable",
    shape: { en: "an empty answer", ja: "空の応答" },
    why: "Nothing was said, of whatever status.",
  },
  {
    body: "web-page",
    means: "unreadable",
    shape: { en: "a web page instead of JSON", ja: "JSON ではなく Web ページ" },
    why: "A proxy, a captive portal or a firewall (often with 403) writes pages; token endpoints do not.",
  },
  {
    body: "other-than-object",
    means: "unreadable",
    shape: { en: "it is cut short or not JSON", ja: "途中で切れているか JSON ではありません" },
    why: "A word counts in a whole answer only: half of one may be the half of another.",
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-5.1",
  },
  {
    fields: { error: ["invalid_grant"] },
    means: "grant-ended",
    why: "The one word that ends a grant, of whatever status below 500: services use 200, 400, 401 and 403.",
    source: rfc6749errors,
  },
  {
    fields: { error: ["invalid_client", "unauthorized_client"] },
    means: "client-refused",
    why: "The OAuth app is wrong. With the right one the grant is as good as before.",
    source: rfc6749errors,
  },
  {
    fields: { error: ["redirect_uri_mismatch"] },
    means: "redirect-refused",
    why: "The callback is not the registered one. Not of the RFC, but widespread.",
    source: "https://github.com/basecamp/bc-api/issues/283",
  },
  {
    fields: { error: ["slow_down"] },
    means: "busy",
    why: "A limit in words instead of a status.",
    source: "https://www.rfc-editor.org/rfc/rfc8628#section-3.5",
  },
  {
    fields: { error: ["temporarily_unavailable", "server_error"] },
    means: "down",
    why: "A fault in words, as redirects cannot tell a status; some token endpoints use them too.",
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1",
  },
  {
    fields: { error: [/./s] },
    means: "refused",
    why: "Another error: told in the service's words. The grant is kept.",
    source: rfc6749errors,
  },
  {
    status: [[400, 499]],
    means: "refused",
    why: "No, without a word that anybody knows. The grant is kept.",
    source: `${rfc9110}15.5`,
  },
  {
    fields: { access_token: [usableToken], token_type: [/^(?!bearer$)./is] },
    means: "unreadable",
    shape: { en: "its token is not of the type bearer", ja: "トークンの種類が bearer ではありません" },
    why: "A token of a type that is not understood must not be used. A missing type is taken for bearer.",
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-7.1",
  },
  {
    fields: { access_token: [usableToken] },
    means: "granted",
    why: "A token that can stand in a header: visible ASCII. One that cannot is none.",
    source: "https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12",
  },
  {
    means: "unreadable",
    shape: { en: "there is no usable access token in it", ja: "使用できるアクセストークンがありません" },
    why: "Neither a token nor an error.",
  },
];
