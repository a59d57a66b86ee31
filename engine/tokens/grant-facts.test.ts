import { expect, test } from "vitest";
import { sampleService } from "../../shared/test-kit.ts";
import type { Grant, SettingsDocument } from "../settings/document.ts";
import { factsOf } from "./grant-facts.ts";

const own = "age1own";
const copyable = { ...sampleService, grant: { ...sampleService.grant, sharing: "copyable" as const } };
const document = (grant: Partial<Grant>): SettingsDocument => ({
  Format: 1,
  Service: "sample",
  Name: "",
  Properties: { OAuthAccessToken: "a" },
  Grant: { Id: "id", Generation: 1, Owner: "age1other", ...grant },
});

test("a copyable grant of another machine is renewed here when it is used, unless it was handed over", () => {
  expect(factsOf(copyable, document({}), own).holder).toBe("nobody");
  const handedOver = document({ HandedOver: { At: 1, To: ["age1other"] } });
  expect(factsOf(copyable, handedOver, own).holder).toBe("elsewhere");
});

test("any other grant of another machine is not renewed here", () => {
  expect(factsOf(sampleService, document({}), own).holder).toBe("elsewhere");
  expect(factsOf(sampleService, document({ Owner: own }), own).holder).toBe("here");
  expect(factsOf(sampleService, document({ Owner: null }), own).holder).toBe("nobody");
});
