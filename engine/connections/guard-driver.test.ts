import { describe, expect, test } from "vitest";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import { type ApiTools, KeyferryError, type ServiceDriver, type WhoAmI } from "../kit.ts";
import { guardDriver } from "./guard-driver.ts";

const tools = { properties: {} } as ApiTools;
const who: WhoAmI = { identity: { name: "Hana" }, discovered: {} };
const surprise = (): never => {
  throw new TypeError("canary words");
};

const guarded = (over: Partial<ServiceDriver> = {}): ServiceDriver =>
  guardDriver(sampleService, {
    apiBase: () => "https://api.sample.example/v1",
    identify: async () => who,
    checkAccess: async () => ({ status: "passed", detail: { en: "Good.", ja: "良好。" } }),
    ...over,
  });

const answering = (answer: unknown) => guarded({ identify: async () => answer as WhoAmI });

test("what a driver reads of a sound answer is as it was", async () => {
  expect(await guarded().identify(tools)).toBe(who);
  expect(guarded()).not.toHaveProperty("judgeApiAnswer");
});

describe("an answer of another form is told as one that cannot be read", () => {
  test.each([
    ["surprises the driver", guarded({ identify: surprise })],
    ["names somebody by a number", answering({ identity: { name: 7 }, discovered: {} })],
    ["names nobody", answering({ identity: {}, discovered: {} })],
    ["brings a property that is no text", answering({ ...who, discovered: { AccountId: { a: 1 } } })],
    [
      "offers an account that is no text",
      answering({ ...who, choices: { property: "A", accounts: [{ value: 1, label: "" }] } }),
    ],
  ])("where it %s", async (_, driver) => {
    const error = await failureOf(() => driver.identify(tools));
    expectFailure(error, "ANSWER_UNREADABLE", ["canary"]);
    expect(error.message).toContain("api.sample.example");
    expect(error.exitStatus).toBe(75);
  });

  test("where what may be accessed is of another form", async () => {
    expectFailure(
      await failureOf(() => guarded({ checkAccess: surprise }).checkAccess(tools, who)),
      "ANSWER_UNREADABLE",
    );
    const odd = { status: "passed", detail: { en: "", ja: "" }, discovered: { ProjectId: 7 } } as never;
    const driver = guarded({ checkAccess: async () => odd });
    expectFailure(await failureOf(() => driver.checkAccess(tools, who)), "ANSWER_UNREADABLE");
  });

  test("where its error is of another form", () => {
    const { judgeApiAnswer } = guarded({ judgeApiAnswer: surprise });
    const error = judgeApiAnswer?.({ status: 400, headers: {}, text: "{}" }, sampleService);
    expect(error?.code).toBe("ANSWER_UNREADABLE");
  });
});

test("what a driver says itself stays as it says it", async () => {
  const refused = new KeyferryError("TOKEN_REFUSED", { service: "Sample", detail: "no" });
  const driver = guarded({
    identify: async () => {
      throw refused;
    },
  });
  expect(await failureOf(() => driver.identify(tools))).toBe(refused);
});
