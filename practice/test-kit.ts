import { onTestFinished } from "vitest";
import { startPractice } from "./index.ts";
import {
  authorizeRoutes,
  bearerOf,
  issueAccess,
  issueRefresh,
  json,
  lifetimes,
  parameterOf,
  practiceAppsOf,
  present,
  redeemCode,
  renew,
  rotation,
  text,
} from "./kit.ts";
import type { PracticeOptions } from "./server.ts";
import type { PracticeCall, PracticeService } from "./service.ts";

const sampleToken = (call: PracticeCall) => {
  const { request } = call;
  const app = call.app(request.form.get("client_id"));
  if (!app || app.OAuthClientSecret !== request.form.get("client_secret"))
    return json(401, { error: "invalid_client" });
  const answer = (grant: Parameters<typeof issueAccess>[1], refreshToken: string) =>
    json(200, {
      access_token: issueAccess(call, grant, call.seconds("accessTokenLifetime") ?? 0).value,
      token_type: "Bearer",
      refresh_token: refreshToken,
    });
  if (request.form.get("grant_type") === "refresh_token") {
    const renewed = renew(call, parameterOf(request, "refresh_token"), app.OAuthClientId);
    return renewed.ok
      ? answer(renewed.grant, renewed.refreshToken)
      : json(400, { error: "invalid_grant", why: renewed.why });
  }
  const redeemed = redeemCode(call, {
    code: request.form.get("code"),
    app: app.OAuthClientId,
    redirectUri: request.form.get("redirect_uri"),
  });
  return redeemed.ok
    ? answer(redeemed.grant, issueRefresh(call, redeemed.grant).value)
    : json(400, { error: "invalid_grant", why: redeemed.why });
};

/** A service that keeps to the letter of RFC 6749, with a host per customer: what a sixth service may be like. */
export const sampleService: PracticeService = {
  id: "sample",
  name: "Sample & Co",
  apps: practiceAppsOf("sample", "https://app.example/callback?from=sample"),
  samples: { OAuth: {} },
  people: [
    { id: "one", name: "One <b>", email: "one@sample.example", note: { en: "The first.", ja: "1 人目。" } },
    { id: "two", name: "Two", email: "two@sample.example", note: { en: "The second.", ja: "2 人目。" } },
  ],
  prefixes: { access: "acc-", refresh: "ref-", code: "" },
  settings: { ...lifetimes(600, 3600), rotation },
  rateLimited: (_call, retryAfter) => text(429, "slow down", { "retry-after": String(retryAfter) }),
  routes: [
    ...authorizeRoutes({
      host: "sample.example",
      path: /^\/authorize$/,
      denial: { error: "access_denied" },
      unknownApp: "unknown app",
      unknownRedirect: "unknown callback",
      scopesOf: () => [],
      asks: () => [{ en: "Everything", ja: "すべて" }],
    }),
    { at: "token", method: "POST", host: "sample.example", path: /^\/token$/, handle: sampleToken },
    {
      at: "api",
      method: "GET",
      host: /^[a-z]+\.sample\.example$/,
      path: /^\/things\/(?<thing>\w+)$/,
      handle: (call) => {
        const presented = present(call, bearerOf(call.request));
        return presented.ok
          ? json(200, { thing: call.groups.thing, host: call.request.host, person: presented.person.id })
          : json(401, { error: presented.why });
      },
    },
  ],
};

/** Gets one page with no redirect followed. */
export const get = (address: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(address, { headers, redirect: "manual" });

/** Sends a form. */
export const postForm = (address: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(address, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });

/** Where an answer sends the browser. */
export const target = (answer: Response): URL => new URL(answer.headers.get("location") ?? "");

interface State {
  readonly settings: { readonly auto: string | null; readonly services: Record<string, Record<string, unknown>> };
  readonly grants: Record<string, number>;
  readonly counters: Record<string, Record<string, number>>;
  readonly faults: readonly { readonly kind: string }[];
  readonly recent: readonly {
    readonly address: string;
    readonly form: Record<string, string>;
    readonly status: number | null;
    readonly fault: string | null;
  }[];
}

/** Starts a provider for one test, with a clock that stands still until `pass` is called. */
export const practise = async (options: PracticeOptions) => {
  let time = Date.UTC(2026, 10, 22);
  const provider = await startPractice({ now: () => time, ...options });
  onTestFinished(() => provider.close());
  const control = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${provider.control}${path}`, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return {
    ...provider,
    control: provider.control,
    send: control,
    at: (address: string) => address.replace("https:/", provider.origin),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    fault: (fault: object) => control("POST", "faults", fault),
    set: (patch: object) => control("PATCH", "settings", patch),
    state: async () => (await (await get(`${provider.control}state`)).json()) as State,
  };
};

export type Practised = Awaited<ReturnType<typeof practise>>;
