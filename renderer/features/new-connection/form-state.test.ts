import { describe, expect, test } from "vitest";
import type { ServiceInfo } from "../../../shared/contract.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import {
  filledFrom,
  initialForm,
  partsOf,
  problemsOf,
  propertiesToSend,
  requiredNames,
  withoutSecrets,
} from "./form-state.ts";

const text = { en: "Text", ja: "文" };

const definition: ServiceDefinition = {
  id: "acme",
  name: "Acme",
  summary: text,
  icon: "M0 0",
  authSchemes: ["OAuth", "APIToken"],
  properties: [
    { name: "Schema", kind: "choice", values: ["V2", "V1"], default: "V2", group: "service", help: text },
    { name: "URL", kind: "address", group: "service", required: true, help: text },
    { name: "APIToken", kind: "text", secret: true, group: "sign-in", authSchemes: ["APIToken"], help: text },
  ],
  oauth: {
    authorizationEndpoint: "https://acme.example/authorize",
    tokenEndpoint: "https://acme.example/token",
    pkce: false,
    renewal: "refresh-token",
    defaultExpiresIn: 3600,
    exampleCallbackURL: "http://localhost:33333",
  },
  grant: { sharing: "single-owner", why: text },
  sources: [],
};

const info: ServiceInfo = { definition, embeddedApp: true };
const start = initialForm(info);
const filled = filledFrom(start, { URL: "https://acme.example" });

describe("the form for a new connection", () => {
  test("starts with the service's name, its defaults, and consent in the browser", () => {
    expect(start.name).toBe("Acme");
    expect(start.app).toBe("embedded");
    expect(start.values).toMatchObject({ Schema: "V2", InitiateOAuth: "GETANDREFRESH", AuthScheme: "OAuth" });
  });

  test("starts with an own app where none is embedded", () => {
    expect(initialForm({ definition, embeddedApp: false }).app).toBe("own");
  });

  test("shows only what plays a part in the chosen scheme", () => {
    const names = (form: typeof start) => partsOf(info, form).signIn.map(({ name }) => name);
    expect(names(start)).not.toContain("APIToken");
    expect(names(filledFrom(start, { AuthScheme: "APIToken" }))).toContain("APIToken");
  });

  test("leaves AuthScheme out where there is one scheme alone", () => {
    const single: ServiceInfo = { definition: { ...definition, authSchemes: ["OAuth"] }, embeddedApp: true };
    expect(partsOf(single, start).signIn.map(({ name }) => name)).not.toContain("AuthScheme");
  });
});

describe("what is sent", () => {
  test("holds no empty values, and nothing of an own app while the embedded one is chosen", () => {
    const sent = propertiesToSend(info, filledFrom(filled, { OAuthAccessToken: "  " }));
    expect(sent).toEqual({
      Schema: "V2",
      URL: "https://acme.example",
      AuthScheme: "OAuth",
      InitiateOAuth: "GETANDREFRESH",
    });
  });

  test("holds the own app once a client id is filled in from a connection string", () => {
    const form = filledFrom(filled, { OAuthClientId: "abc", OAuthClientSecret: "s" });
    expect(form.app).toBe("own");
    expect(propertiesToSend(info, form)).toMatchObject({
      OAuthClientId: "abc",
      OAuthClientSecret: "s",
      CallbackURL: "http://localhost:33333",
    });
  });
});

describe("what is wrong", () => {
  test("names what is missing", () => {
    expect([...problemsOf(info, start)]).toEqual([["URL", { kind: "missing" }]]);
    expect(problemsOf(info, filled).size).toBe(0);
  });

  test("names a bad value", () => {
    expect(problemsOf(info, filledFrom(start, { URL: "acme" })).get("URL")?.kind).toBe("invalid");
  });

  test("asks for id, secret and callback of an own app, for no secret where the service takes PKCE", () => {
    const own = { ...filled, app: "own" } as const;
    expect([...problemsOf(info, own).keys()]).toEqual(["OAuthClientId", "OAuthClientSecret"]);
    const pkce: ServiceInfo = {
      definition: { ...definition, oauth: { ...definition.oauth, pkce: true } },
      embeddedApp: true,
    };
    expect(requiredNames(pkce, own).has("OAuthClientSecret")).toBe(false);
  });
});

test("what is kept during the sign-in holds no secret", () => {
  const form = filledFrom(filled, { OAuthClientId: "abc", OAuthClientSecret: "s", OAuthAccessToken: "t" });
  const kept = withoutSecrets(info, form).values;
  expect(kept).toMatchObject({ OAuthClientId: "abc", URL: "https://acme.example" });
  expect(Object.keys(kept)).not.toContain("OAuthClientSecret");
  expect(Object.keys(kept)).not.toContain("OAuthAccessToken");
});
