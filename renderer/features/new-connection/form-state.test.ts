import { describe, expect, test } from "vitest";
import { parseConnectionString } from "../../../shared/connection-string/parse.ts";
import type { ServiceInfo } from "../../../shared/contract.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { sampleService } from "../../../shared/test-kit.ts";
import {
  advancedIsUsed,
  appOf,
  filledFrom,
  followingString,
  freeName,
  initialForm,
  partsOf,
  problemsOf,
  propertiesToSend,
  requiredNames,
  schemeOf,
  stringOf,
  whyOwnApp,
  withoutSecrets,
  withScheme,
} from "./form-state.ts";

const text = { en: "Text", ja: "文" };

const definition: ServiceDefinition = {
  ...sampleService,
  id: "acme",
  name: "Acme",
  authSchemes: ["OAuth", "APIToken"],
  properties: [
    { name: "Schema", kind: "choice", values: ["V2", "V1"], default: "V2", group: "service", help: text },
    { name: "URL", kind: "address", group: "service", required: true, help: text },
    { name: "APIToken", kind: "text", secret: true, group: "sign-in", authSchemes: ["APIToken"], help: text },
  ],
  oauth: { ...sampleService.oauth, pkce: false },
};

const info: ServiceInfo = { definition, embeddedApp: true };
const start = initialForm(info);
const filled = filledFrom(info, start, { URL: "https://acme.example" });

describe("the form for a new connection", () => {
  test("starts with the service's name, its defaults, and consent in the browser", () => {
    expect(start.name).toBe("Acme");
    expect(start.app).toBe("embedded");
    expect(start.values).toMatchObject({ Schema: "V2", InitiateOAuth: "GETANDREFRESH", AuthScheme: "OAuth" });
  });

  test("signs in with an own app where none is embedded, or the service takes no other", () => {
    const bare: ServiceInfo = { definition, embeddedApp: false };
    expect(appOf(bare, start)).toBe("own");
    expect(whyOwnApp(bare, start)).toBe("installation");
    const { oauth } = definition;
    const strict: ServiceInfo = {
      definition: { ...definition, oauth: { ...oauth, customAppOnly: true } },
      embeddedApp: true,
    };
    expect(appOf(strict, start)).toBe("own");
    expect(whyOwnApp(strict, start)).toBe("service");
    expect(appOf(info, start)).toBe("embedded");
    expect(whyOwnApp(info, start)).toBeUndefined();
  });

  test("asks for an own app with a password grant, and for none with an API token", () => {
    const byPassword: ServiceInfo = {
      definition: { ...definition, authSchemes: ["OAuth", "OAuthPassword"] },
      embeddedApp: true,
    };
    const form = withScheme(byPassword, filled, "OAuthPassword");
    expect(whyOwnApp(byPassword, form)).toBe("password");
    expect([...requiredNames(byPassword, form)]).toEqual(
      expect.arrayContaining(["OAuthClientId", "OAuthClientSecret"]),
    );
    expect(partsOf(info, withScheme(info, start, "APIToken")).app).toEqual([]);
  });

  test("shows only what plays a part in the chosen scheme", () => {
    const names = (form: typeof start) => partsOf(info, form).signIn.map(({ name }) => name);
    expect(names(start)).not.toContain("APIToken");
    expect(names(filledFrom(info, start, { AuthScheme: "APIToken" }))).toContain("APIToken");
  });

  test("leaves AuthScheme out where there is one scheme alone", () => {
    const single: ServiceInfo = { definition: { ...definition, authSchemes: ["OAuth"] }, embeddedApp: true };
    expect(partsOf(single, start).scheme).toEqual([]);
    expect(partsOf(info, start).scheme.map(({ name }) => name)).toEqual(["AuthScheme"]);
  });
});

describe("another scheme", () => {
  const byToken = withScheme(info, filled, "APIToken");

  test("leaves choices nobody made to the service, and takes them up again", () => {
    expect(byToken.values).toMatchObject({ AuthScheme: "APIToken", Schema: "" });
    expect(propertiesToSend(info, byToken)).toEqual({ URL: "https://acme.example", AuthScheme: "APIToken" });
    expect(withScheme(info, byToken, "OAuth").values.Schema).toBe("V2");
  });

  test("opens Advanced for nothing but what was entered there", () => {
    expect(advancedIsUsed(partsOf(info, start), start)).toBe(false);
    const entered = filledFrom(info, start, { OAuthExpiresIn: "60" });
    expect(advancedIsUsed(partsOf(info, entered), entered)).toBe(true);
  });

  test("keeps a choice that was made", () => {
    expect(withScheme(info, filledFrom(info, start, { Schema: "V1" }), "APIToken").values.Schema).toBe("V1");
  });

  test("is chosen by what a connection string holds", () => {
    const form = filledFrom(info, start, { APIToken: "key", URL: "https://acme.example" });
    expect(schemeOf(info, form)).toBe("APIToken");
    expect(propertiesToSend(info, form)).toEqual({
      URL: "https://acme.example",
      AuthScheme: "APIToken",
      APIToken: "key",
    });
  });

  test("stays while it has a use for all that is pasted, and gives way where it has none", () => {
    expect(schemeOf(info, filledFrom(info, byToken, { URL: "https://other.example" }))).toBe("APIToken");
    expect(schemeOf(info, filledFrom(info, byToken, { OAuthClientId: "abc" }))).toBe("OAuth");
    expect(filledFrom(info, byToken, { AuthScheme: "oauth" }).values.AuthScheme).toBe("OAuth");
  });

  test("is a bad value where the service does not have it", () => {
    expect(problemsOf(info, filledFrom(info, filled, { AuthScheme: "Basic" })).get("AuthScheme")?.kind).toBe("invalid");
  });

  test("asks for what it alone needs", () => {
    const [schema, url, token] = definition.properties;
    if (!schema || !url || !token) throw new Error("The definition of the test has three properties.");
    const picky: ServiceInfo = {
      definition: { ...definition, properties: [schema, { ...url, required: ["APIToken"] }, token] },
      embeddedApp: true,
    };
    expect(problemsOf(picky, initialForm(picky)).has("URL")).toBe(false);
    expect(problemsOf(picky, withScheme(picky, initialForm(picky), "APIToken")).has("URL")).toBe(true);
  });
});

describe("what is sent", () => {
  test("holds no empty values, and nothing of an own app while the embedded one is chosen", () => {
    const sent = propertiesToSend(info, filledFrom(info, filled, { OAuthAccessToken: "  " }));
    expect(sent).toEqual({
      Schema: "V2",
      URL: "https://acme.example",
      AuthScheme: "OAuth",
      InitiateOAuth: "GETANDREFRESH",
    });
  });

  test("holds the own app once a client id is filled in from a connection string", () => {
    const form = filledFrom(info, filled, { OAuthClientId: "abc", OAuthClientSecret: "s" });
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
    expect(problemsOf(info, filledFrom(info, start, { URL: "acme" })).get("URL")?.kind).toBe("invalid");
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
  const form = filledFrom(info, filled, { OAuthClientId: "abc", OAuthClientSecret: "s", OAuthAccessToken: "t" });
  const kept = withoutSecrets(info, form).values;
  expect(kept).toMatchObject({ OAuthClientId: "abc", URL: "https://acme.example" });
  expect(Object.keys(kept)).not.toContain("OAuthClientSecret");
  expect(Object.keys(kept)).not.toContain("OAuthAccessToken");
});

describe("the form as a connection string", () => {
  const own = filledFrom(info, start, { URL: "https://acme.example", APIToken: "k3y" });

  test("shows what will be sent, its secrets hidden", () => {
    expect(stringOf(info, own)).toContain("URL=https://acme.example");
    expect(stringOf(info, own)).toContain("APIToken=••••");
    expect(stringOf(info, own)).not.toContain("k3y");
  });

  test("read back, stands for the same form", () => {
    const again = followingString(info, own, parseConnectionString(definition, stringOf(info, own)));
    expect(propertiesToSend(info, again)).toEqual(propertiesToSend(info, own));
  });

  test("empties what it no longer names, to what an empty form has", () => {
    const changed = { ...filled, values: { ...filled.values, Schema: "V1" } };
    const less = followingString(info, changed, {});
    expect(less.values.Schema).toBe("V2");
    expect(less.values.URL ?? "").toBe("");
  });

  test("a secret that it hides stays what was entered", () => {
    expect(followingString(info, own, { APIToken: "••••" }).values.APIToken).toBe("k3y");
  });

  test("a new connection gets a name that no other has", () => {
    expect(freeName("Acme", [])).toBe("Acme");
    expect(freeName("Acme", ["Acme", "Acme 2"])).toBe("Acme 3");
  });
});
