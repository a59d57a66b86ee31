import { describe, expect, test } from "vitest";
import {
  authSchemeOf,
  checkComplete,
  checkProperties,
  checkValue,
  missingProperties,
  propertyValue,
  resolvePropertyName,
} from "./property-check.ts";
import { propertiesOf, type ServiceDefinition, secretNamesOf } from "./service.ts";
import { expectFailure, failureOf, sampleService } from "./test-kit.ts";

const named = (name: string) => {
  const found = propertiesOf(sampleService).find((property) => property.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe("names", () => {
  test.each([
    ["schema", "Schema"],
    ["INITIATEOAUTH", "InitiateOAuth"],
    ["callbackurl", "CallbackURL"],
  ])("%s is known as %s", (given, proper) => {
    expect(resolvePropertyName(sampleService, given)).toBe(proper);
  });

  test.each([
    ["InitateOAuth", "InitiateOAuth"],
    ["OAuthClientID2", "OAuthClientId"],
    ["acountid", "AccountId"],
  ])("%s is unknown, and %s is proposed", async (given, nearest) => {
    const error = await failureOf(() => resolvePropertyName(sampleService, given));
    expectFailure(error, "PROPERTY_UNKNOWN");
    expect(error.message).toContain(given);
    expect(error.remedy).toContain(nearest);
    expect(error.exitStatus).toBe(2);
  });

  test.each(["__proto__", "constructor", "toString"])("%s is a name like any other", async (given) => {
    expectFailure(await failureOf(() => resolvePropertyName(sampleService, given)), "PROPERTY_UNKNOWN");
  });

  test("a service without refresh tokens has no property for one", async () => {
    const selfRenewing: ServiceDefinition = {
      ...sampleService,
      oauth: { ...sampleService.oauth, renewal: "access-token" },
    };
    expectFailure(await failureOf(() => resolvePropertyName(selfRenewing, "OAuthRefreshToken")), "PROPERTY_UNKNOWN");
  });
});

describe("values", () => {
  test("a choice outside its list is refused with all that is allowed, and without the value", async () => {
    const error = await failureOf(() => checkProperties(sampleService, { InitiateOAuth: "ALWAYS-hush" }));
    expectFailure(error, "PROPERTY_VALUE_INVALID", ["ALWAYS-hush"]);
    expect(error.message).toContain("InitiateOAuth");
    for (const allowed of ["OFF", "REFRESH", "GETANDREFRESH"]) expect(error.remedy).toContain(allowed);
  });

  test("a choice is taken in any case and kept in its proper one", () => {
    expect(checkProperties(sampleService, { InitiateOAuth: "getAndRefresh", Schema: "v2" })).toEqual({
      InitiateOAuth: "GETANDREFRESH",
      Schema: "V2",
    });
  });

  test("empty values are as good as absent", () => {
    expect(checkProperties(sampleService, { AccountId: "", Schema: "" })).toEqual({});
  });

  test.each(["one", "1.5", "1e3", "12345678901234567", " 1"])("%j is no whole number", (value) => {
    expect(checkValue(named("OAuthExpiresIn"), value)?.code).toBe("PROPERTY_VALUE_INVALID");
  });

  test.each(["ftp://a.example", "nowhere", "http://a b", "javascript:alert(1)"])("%j is no web address", (value) => {
    expect(checkValue(named("CallbackURL"), value)?.code).toBe("PROPERTY_VALUE_INVALID");
  });

  test.each(["http://localhost:33333", "https://a.example/x?y=z"])("%j is a web address", (value) => {
    expect(checkValue(named("CallbackURL"), value)).toBeUndefined();
  });

  test("a default stands in for what is not set", () => {
    expect(propertyValue(sampleService, {}, "Schema")).toBe("V3");
    expect(propertyValue(sampleService, { Schema: "V2" }, "Schema")).toBe("V2");
    expect(propertyValue(sampleService, {}, "AccountId")).toBeUndefined();
  });
});

describe("what a scheme needs", () => {
  test("all that is missing is named at once", async () => {
    const error = await failureOf(() => checkComplete(sampleService, { AuthScheme: "Basic" }));
    expectFailure(error, "PROPERTY_MISSING");
    for (const name of ["Space", "User", "Password"]) {
      expect(error.message).toContain(name);
      expect(error.remedy).toContain(name);
    }
  });

  test("an empty value counts as missing", () => {
    expect(missingProperties(sampleService, { AuthScheme: "Basic", Space: "https://a.example", User: "" })).toEqual([
      "User",
      "Password",
    ]);
  });

  test("what another scheme needs is not asked for", () => {
    expect(() => checkComplete(sampleService, { AuthScheme: "OAuth" })).not.toThrow();
  });

  test("the first scheme is the default, and names are matched in any case", () => {
    expect(authSchemeOf(sampleService, {})).toBe("OAuth");
    expect(authSchemeOf(sampleService, { AuthScheme: "basic" })).toBe("Basic");
  });
});

test("every property that interfaces call a secret is marked as one", () => {
  const secrets = secretNamesOf(sampleService);
  for (const name of ["OAuthClientSecret", "OAuthAccessToken", "OAuthRefreshToken", "OAuthVerifier", "Password"]) {
    expect(secrets, name).toContain(name);
  }
});
