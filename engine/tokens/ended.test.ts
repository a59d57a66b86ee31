import { describe, expect, test } from "vitest";
import { sampleService } from "../../shared/test-kit.ts";
import type { Grant } from "../settings/document.ts";
import { likelyReason } from "./ended.ts";

const from = `age1${"q".repeat(58)}`;
const service = (sharing: typeof sampleService.grant.sharing) => ({ grant: { ...sampleService.grant, sharing } });
const received = (Mode: "hand-over" | "copy", From: string | null = from): Grant => ({
  Id: "id",
  Generation: 3,
  Owner: "age1own",
  Received: { From, At: 1, Mode },
});
const own: Grant = { Id: "id", Generation: 3, Owner: "age1own" };

describe("why a service may have ended a grant", () => {
  test("another machine took it over, the sender for one", () => {
    const reason = likelyReason(service("single-owner"), received("hand-over"));
    expect(reason?.en).toBe(
      "another machine may have taken this grant over, such as the one it came from, age1qqqqqqqq…qqqqqq",
    );
    expect(reason?.ja).toContain("age1qqqqqqqq…qqqqqq");
    expect(likelyReason(service("single-owner"), received("hand-over"), { [from]: "laptop" })?.en).toContain("laptop");
  });

  test("a sender without identity is not named", () => {
    expect(likelyReason(service("single-owner"), received("hand-over", null))?.en).toBe(
      "another machine may have taken this grant over",
    );
  });

  test("of a copy the other one may have renewed", () => {
    expect(likelyReason(service("one-per-login"), received("copy"))?.en).toContain("this is a copy");
  });

  test("a new sign-in, where the service has one at a time", () => {
    expect(likelyReason(service("one-per-login"), own)?.en).toContain("a sign-in elsewhere");
  });

  test("nothing is guessed where there is nothing to go by", () => {
    expect(likelyReason(service("single-owner"), own)).toBeUndefined();
    expect(likelyReason(service("copyable"), received("copy"))).toBeUndefined();
  });
});
