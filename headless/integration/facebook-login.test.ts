import { beforeEach, describe, expect, it } from "vitest";
import type { Properties } from "../../shared/property.ts";
import { createWorld, freePort, type Machine, quietOptions, string, type TestWorld } from "./test-kit.ts";

let world: TestWorld;
let machine: Machine;
let app: Properties;

beforeEach(async () => {
  world = await createWorld();
  machine = await world.machine();
  app = {
    OAuthClientId: "own-meta-app",
    OAuthClientSecret: "secret of own meta app",
    CallbackURL: `http://localhost:${await freePort()}/`,
    LoginType: "Facebook",
  };
  await world.control("POST", "apps", {
    service: "instagram",
    OAuthClientId: app.OAuthClientId,
    OAuthClientSecret: app.OAuthClientSecret,
    CallbackURL: app.CallbackURL,
  });
});

const report = async (properties: Properties) => {
  const target = { service: "instagram", connectionString: string({ InitiateOAuth: "REFRESH", ...properties }) };
  const run = machine.engine.test(target, quietOptions());
  let event = await run.next();
  while (!event.done) event = await run.next();
  return event.value;
};

describe("Instagram through Facebook Login", () => {
  it("reaches the account behind a Page that BusinessAccountId names", async () => {
    await machine.connect("instagram", { ...app, BusinessAccountId: "17841405793187218" });
    const { report: result } = await report({ ...app, BusinessAccountId: "17841405793187218" });
    expect(result.steps.map(({ status, detail }) => (status === "passed" ? status : detail.en))).toEqual(
      Array(5).fill("passed"),
    );
  });

  it("offers the accounts of the sign-in where none is named and there are several", async () => {
    await machine.connect("instagram", app);
    const { report: result, firstFailure } = await report(app);
    expect(result.ok).toBe(false);
    expect(firstFailure?.code).toBe("ACCOUNT_WRONG");
    expect(firstFailure?.remedy).toContain("3218475");
    expect(firstFailure?.remedy).toContain("17841405793187218");
  });

  it("renews by exchanging the token it holds, before that lapses", async () => {
    await machine.connect("instagram", { ...app, BusinessAccountId: "3218475" });
    const before = await machine.token("instagram", app);
    world.pass(40 * 86_400);
    expect(await machine.token("instagram", app)).not.toBe(before);
  });

  it("tells that a Meta app is not an Instagram app, where the other product is asked", async () => {
    const facebook = {
      OAuthClientId: "practice-instagram-facebook",
      OAuthClientSecret: "practice-instagram-facebook-secret",
    };
    const asked = { ...facebook, CallbackURL: "https://localhost:33333/" };
    const call = machine.engine.call(
      "instagram",
      "GetOAuthAccessToken",
      string({ InitiateOAuth: "OFF", ...asked }),
      { AuthMode: "WEB", Verifier: "some-code" },
      quietOptions(),
    );
    await expect(call).rejects.toMatchObject({
      code: "CLIENT_REFUSED",
      message: expect.stringContaining("LoginType=Facebook"),
    });
  });
});
