import { describe, expect, test } from "vitest";
import type { ServiceDefinition } from "../../shared/service.ts";
import { expectFailure, failureOf, sampleService } from "../../shared/test-kit.ts";
import type { Grant } from "../settings/document.ts";
import { mayRenew, ownerName, ownershipOf, ownersOf, placeOf, refuseForeign } from "./ownership.ts";

const own = `age1${"o".repeat(58)}`;
const other = `age1${"t".repeat(58)}`;
const grant = (over: Partial<Grant>): Grant => ({ Id: "id", Generation: 1, Owner: null, ...over });
const sharing = (kind: ServiceDefinition["grant"]["sharing"]): ServiceDefinition => ({
  ...sampleService,
  grant: { ...sampleService.grant, sharing: kind },
});
const byPassphrase = { At: 1, To: "passphrase" } as const;

describe("whose a grant is", () => {
  test.each([
    ["its owner's", grant({ Owner: own }), "ours"],
    ["nobody's while it has no owner", grant({}), "unclaimed"],
    ["another machine's", grant({ Owner: other }), "elsewhere"],
    ["no longer the sender's, once handed over", grant({ HandedOver: { At: 1, To: [other] } }), "elsewhere"],
    ["the receiver's, once handed over", grant({ Owner: other, HandedOver: { At: 1, To: [other] } }), "elsewhere"],
    [
      "not the sender's after a passphrase export, though it names no owner",
      grant({ HandedOver: byPassphrase }),
      "elsewhere",
    ],
    ["ours where it was handed over to ourselves", grant({ Owner: own, HandedOver: { At: 1, To: [own] } }), "ours"],
  ])("%s", (_, given, expected) => {
    expect(ownershipOf(given, own)).toBe(expected);
  });

  test("a machine without identity owns nothing", () => {
    expect(ownershipOf(grant({ Owner: own }), undefined)).toBe("elsewhere");
    expect(ownershipOf(grant({ HandedOver: byPassphrase }), undefined)).toBe("elsewhere");
    expect(ownershipOf(grant({}), undefined)).toBe("unclaimed");
  });
});

describe("who may renew", () => {
  test.each(["single-owner", "one-per-login"] as const)("%s grants: the owner alone", async (kind) => {
    expect(mayRenew(sharing(kind), grant({ Owner: own }), own)).toBe(true);
    expect(mayRenew(sharing(kind), grant({}), own)).toBe(true);
    const foreign = grant({ Owner: other });
    expect(mayRenew(sharing(kind), foreign, own)).toBe(false);
    const error = await failureOf(() => refuseForeign(sharing(kind), foreign, own));
    expectFailure(error, "OTHER_OWNER");
    expect(error.exitStatus).toBe(4);
    expect(error.message).toContain(ownerName(foreign).en);
    expect(error.remedy).toContain("--take-over");
  });

  test("copyable grants: whoever holds a copy", () => {
    expect(() => refuseForeign(sharing("copyable"), grant({ Owner: other }), own)).not.toThrow();
  });

  test("copyable grants that were handed over: no longer the sender, who asked for just that", async () => {
    const sent = grant({ Owner: other, HandedOver: { At: 1, To: [other] } });
    expectFailure(await failureOf(() => refuseForeign(sharing("copyable"), sent, own)), "OTHER_OWNER");
    expect(mayRenew(sharing("copyable"), sent, other)).toBe(true);
  });
});

describe("where a grant lives", () => {
  const third = `age1${"u".repeat(58)}`;

  test("is here, with nobody, or on another machine", () => {
    expect(placeOf(grant({ Owner: own }), own)).toEqual({ kind: "here" });
    expect(placeOf(grant({}), own)).toEqual({ kind: "nobody" });
    expect(placeOf(grant({ Owner: other }), own)).toEqual({ kind: "elsewhere", machines: [{ recipient: other }] });
  });

  test("is told with the name, the moment and the file of the hand-over", () => {
    const sent = grant({ Owner: other, HandedOver: { At: 7, To: [other], Names: ["db-1"], File: "server.txt" } });
    expect(placeOf(sent, own)).toEqual({
      kind: "elsewhere",
      machines: [{ recipient: other, name: "db-1" }],
      handedOver: { at: 7, fileName: "server.txt" },
    });
  });

  test("names known now win over those of the hand-over", () => {
    const sent = grant({ Owner: other, HandedOver: { At: 7, To: [other], Names: ["db-1"] } });
    expect(ownersOf(sent, { [other]: "db-one" })).toEqual([{ recipient: other, name: "db-one" }]);
  });

  test("is one of several machines while none of them is known to have used it", () => {
    const sent = grant({ HandedOver: { At: 7, To: [other, third], Names: ["", "db-2"] } });
    expect(ownersOf(sent)).toEqual([{ recipient: other }, { recipient: third, name: "db-2" }]);
    expect(ownerName(sent).en).toBe("age1tttttttt…tttttt or db-2");
    expect(ownersOf({ ...sent, Owner: third })).toEqual([{ recipient: third, name: "db-2" }]);
  });
});

test("the owner's name is a recipient cut short, or what is known of the hand-over", () => {
  expect(ownerName(grant({ Owner: other })).en).toBe("age1tttttttt…tttttt");
  expect(ownerName(grant({ HandedOver: { At: 1, To: [other] } })).en).toBe("age1tttttttt…tttttt");
  expect(ownerName(grant({ HandedOver: byPassphrase })).en).toContain("passphrase");
  expect(ownerName(grant({ HandedOver: { ...byPassphrase, Names: ["db-9"] } })).en).toBe("db-9");
});
