import { armor } from "age-encryption";
import { expect, test } from "vitest";
import { newIdentity } from "../test-kit.ts";
import { bech32Bytes } from "./bech32.ts";
import { recipientOf, sealEnvelope } from "./envelope.ts";
import { quickOpen } from "./quick-open.ts";

const withStanza = async (file: string, stanza: string): Promise<string> => {
  const body = Buffer.from(armor.decode(file)).toString("latin1");
  const start = body.indexOf("\n") + 1;
  return armor.encode(Buffer.from(body.slice(0, start) + stanza + body.slice(start), "latin1"));
};

test("a file that is sealed to the identity opens, and one for another does not", async () => {
  const identity = await newIdentity();
  const file = await sealEnvelope("text", { recipients: [await recipientOf(identity)] });
  expect(quickOpen(file, identity)).toBe("text");
  expect(quickOpen(file, await newIdentity())).toBeUndefined();
});

test.each([
  ["zero", "A".repeat(43)],
  ["one", `AQ${"A".repeat(41)}`],
])("a share of low order (%s) opens nothing, and fails no louder than that", async (_, share) => {
  const identity = await newIdentity();
  const file = await sealEnvelope("text", { recipients: [await recipientOf(identity)] });
  expect(quickOpen(await withStanza(file, `-> X25519 ${share}\n${"A".repeat(43)}\n`), identity)).toBeUndefined();
});

test("Bech32 is read with its checksum", async () => {
  const identity = await newIdentity();
  expect(bech32Bytes(identity, "age-secret-key-")).toHaveLength(32);
  for (let at = 16; at < identity.length; at++) {
    const other = identity[at] === "Q" ? "P" : "Q";
    const typo = identity.slice(0, at) + other + identity.slice(at + 1);
    expect(bech32Bytes(typo, "age-secret-key-")).toBeUndefined();
  }
  for (const text of ["", "AGE-SECRET-KEY-1", identity.toLowerCase(), identity.slice(1), `${identity}Q`, "A1B1O"]) {
    expect(bech32Bytes(text, "age-secret-key-")).toBeUndefined();
  }
});
