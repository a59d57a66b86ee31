import fc from "fast-check";
import { judgeApiAnswer } from "../engine/connections/api.ts";
import { guardDriver } from "../engine/connections/guard-driver.ts";
import type { Session } from "../engine/connections/session.ts";
import type { HttpAnswer, TokenVerdict } from "../engine/kit.ts";
import { renewTokens } from "../engine/oauth/token-endpoint.ts";
import { judgeTokenAnswer } from "../engine/oauth/verdict.ts";
import { canary, changed, checkShown, fuzz, growsGently, oddJson, oddText } from "../shared/fuzz-kit.ts";
import { catalog } from "./catalog.ts";
import { driverKit } from "./driver-kit.ts";
import { loadDriver } from "./drivers.ts";
import { generalCases, ownCases } from "./token-answer-cases.ts";

const services = await Promise.all(catalog.map(async (service) => ({ service, driver: await loadDriver(service.id) })));

const names = ["access_token", "refresh_token", "expires_in", "token_type", "error", "error_description", "code"]
  .concat(["message", "error_message", "error_subcode", "is_transient", "errors", "httpCode", "httpMessage"])
  .concat(["moreInformation", "errorCode", "error_type"]);

/** Answers that are known, and short enough to be changed a million times. */
const known = [...generalCases, ...Object.values(ownCases).flat()]
  .map(({ answer }) => answer.text)
  .filter((text) => text.length > 0 && text.length < 300);

const bodies = fc.oneof(
  fc.constantFrom(...known).chain(changed),
  oddJson(...names).map((value) => JSON.stringify(value) ?? ""),
  fc.dictionary(fc.constantFrom(...names), oddJson(...names), { maxKeys: 5 }).map((value) => JSON.stringify(value)),
  oddText('{"error":"', '"invalid_grant"', '"access_token":"', "}", "rekeyed its deadbolt", "Unknown Basecamp ID"),
);
const statuses = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 407, 408, 429, 500, 503, 511),
  fc.integer({ min: 0, max: 999 }),
);
const headers = fc.dictionary(
  fc.constantFrom(
    "retry-after",
    "date",
    "location",
    "www-authenticate",
    "x-ratelimit-reset",
    "x-ratelimit-limit",
    "link",
  ),
  oddText("1", "60", 'error_description="', "https://"),
);
const answers: fc.Arbitrary<HttpAnswer> = fc.record({
  status: statuses,
  headers,
  text: bodies,
  reason: oddText(),
  receivedAt: fc.integer(),
});

/** The same answer at every address. */
const everywhere = (text: string) => new Proxy({}, { get: () => ({ status: 200, text }) });

const secrets = [canary];
const passing = (status: number): boolean =>
  status === 429 || status === 408 || status >= 500 || (status >= 300 && status < 400);
const endingWords = /invalid_grant|authorization_expired|rekeyed|expired|verified|Unknown Basecamp ID|190|\bcode\b/i;

/** What is wrong with a verdict; undefined where nothing is. */
const faultOf = (verdict: TokenVerdict, answer: HttpAnswer): string | undefined => {
  if (verdict.kind === "granted") return answer.status < 200 || answer.status > 299 ? "granted" : undefined;
  if (verdict.kind === "passing") {
    checkShown(verdict.error);
    return undefined;
  }
  if (verdict.detail.includes(canary)) return `the detail holds a secret: ${verdict.detail}`;
  if (verdict.kind !== "grant-ended") return undefined;
  return passing(answer.status) || !endingWords.test(answer.text) ? "ended" : undefined;
};

fuzz("token answers: every driver", answers, (answer) => {
  for (const { service, driver } of services) {
    const fault = faultOf(judgeTokenAnswer({ service, driver, host: "token.example", secrets }, answer), answer);
    if (fault) throw new Error(`${service.id}, HTTP ${answer.status}: ${fault}`);
  }
});

const client = {
  id: "id",
  secret: canary,
  callbackURL: "http://localhost:1/",
  anyLoopbackPort: false,
  embedded: false,
};
const saved = { accessToken: canary, refreshToken: canary, expiresIn: 3600, issuedAt: 0 };
const properties = { Url: "https://kumo.backlog.jp", OAuthClientId: "id", OAuthClientSecret: canary };

fuzz(
  "token answers: renewals",
  fc.tuple(fc.constantFrom(...services), answers),
  async ([{ service, driver }, answer]) => {
    const tools = { service, properties, now: () => 0, send: async () => answer };
    const oauth = (await driver.oauth?.(tools)) ?? service.oauth;
    const tokens = await renewTokens({ service: { ...service, oauth }, driver, client, tools }, saved);
    const { accessToken, refreshToken, expiresIn = 0 } = tokens;
    // What is saved can be sent in a header, and lives for a time that can be lived.
    new Headers({ authorization: `Bearer ${accessToken}` });
    if (accessToken === "" || refreshToken === "") throw new Error("an empty token was taken");
    if (!(Number.isInteger(expiresIn) && expiresIn > 0 && expiresIn <= 315_360_000))
      throw new Error(`it lives ${expiresIn} s`);
  },
);

fuzz("API answers: every driver", answers, (answer) => {
  for (const { service, driver } of services) {
    const session = { service, driver: guardDriver(service, driver) } as unknown as Session;
    const error = judgeApiAnswer(session, answer, "/path", secrets);
    if (error) checkShown(error);
    else if (answer.status >= 300) throw new Error(`${service.id}: HTTP ${answer.status} is no error`);
  }
});

const apiNames = ["identity", "first_name", "email_address", "accounts", "product", "id", "name", "href", "user_id"]
  .concat(["username", "account_type", "instagram_business_account", "paging", "cursors", "after", "next", "userId"])
  .concat(["mailAddress", "totalCount", "user_name", "user_email", "account_name", "media_count"]);
const ways = fc.constantFrom(
  { AccountId: "999999999", Url: "https://kumo.backlog.jp", BusinessAccountId: "1" },
  { AccountId: "999999999", Url: "https://kumo.backlog.jp", LoginType: "Facebook" },
  { Url: "https://kumo.backlog.jp", ApiKey: canary, APIToken: canary, User: "hana", Password: canary, Schema: "V2" },
);
const apiBodies = fc.oneof(
  fc.dictionary(fc.constantFrom(...apiNames), oddJson(...apiNames), { maxKeys: 6 }),
  fc.array(oddJson(...apiNames), { maxLength: 3 }),
  oddJson(...apiNames),
);

fuzz(
  "API answers: who and what",
  fc.tuple(fc.constantFrom(...services), ways, apiBodies),
  async ([each, way, body]) => {
    // What the service says of itself is shown: there the canary is no secret.
    const text = (JSON.stringify(body) ?? "").replaceAll(canary, "words");
    const driver = guardDriver(each.service, each.driver);
    const { tools } = driverKit(each.service, driver).playing(way, everywhere(text), canary);
    const who = await driver.identify(tools);
    const { discovered = {}, detail } = await driver.checkAccess(tools, who);
    const kept = { ...who.identity, ...who.discovered, ...discovered, ...detail };
    for (const value of Object.values(kept)) if (typeof value !== "string") throw new Error(`kept: ${typeof value}`);
  },
);

const judgeAll = (text: string): void => {
  const answer = { status: 400, headers: {}, text };
  for (const { service, driver } of services) {
    judgeTokenAnswer({ service, driver, host: "token.example", secrets }, answer);
    judgeApiAnswer({ service, driver } as unknown as Session, answer, "/path", secrets);
  }
};

growsGently("tags that do not end", (length) => "<".repeat(length), judgeAll);
growsGently("tags in a sentence", (length) => JSON.stringify({ error: "<a ".repeat(length / 3) }), judgeAll);
growsGently("blanks", (length) => " ".repeat(length), judgeAll);
growsGently("a sentence of blanks", (length) => JSON.stringify({ error: " ".repeat(length) }), judgeAll);
growsGently(
  "the word code",
  (length) => JSON.stringify({ error: { code: 100, message: "code ".repeat(length / 5) } }),
  judgeAll,
);
growsGently("nested arrays", (length) => "[".repeat(length), judgeAll);
growsGently("nested errors", (length) => '{"error":'.repeat(length / 9), judgeAll);
growsGently("a secret again and again", (length) => canary.repeat(length / canary.length), judgeAll);
