import { generateX25519Identity } from "age-encryption";
import { expect, test, vi } from "vitest";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { keysOf } from "../test-kit.ts";
import * as envelope from "./envelope.ts";
import { sealProven } from "./proven-envelope.ts";

const machine = async () => {
  const identity = await generateX25519Identity();
  return { keys: keysOf(identity), recipient: await envelope.recipientOf(identity) };
};

test("what is proved opens on each machine it was sealed to, and says how many they are", async () => {
  const [here, one, other] = [await machine(), await machine(), await machine()];
  const to = { recipients: [one.recipient, other.recipient] };
  const { armoured, check } = await sealProven("text", to, here.keys);
  expect(check).toEqual({ how: "recipients", count: 2, openedHere: false });
  for (const { keys } of [one, other]) {
    expect((await envelope.openEnvelope(armoured, "x", keys)).text).toBe("text");
  }
  expectFailure(await failureOf(() => envelope.openEnvelope(armoured, "x", here.keys)), "SETTINGS_FOREIGN");
});

test("this machine's own key is tried where it is among the recipients", async () => {
  const here = await machine();
  const { check } = await sealProven("text", { recipients: [here.recipient] }, here.keys);
  expect(check).toEqual({ how: "recipients", count: 1, openedHere: true });
});

test("a passphrase is proved by opening with it", async () => {
  const { armoured, check } = await sealProven("text", { passphrase: "correct horse" }, keysOf());
  expect(check).toEqual({ how: "passphrase" });
  expect((await envelope.openEnvelope(armoured, "x", keysOf(undefined, "correct horse"))).text).toBe("text");
});

test("a file that one key more opens than there are recipients is not given out", async () => {
  const [here, stranger] = [await machine(), await machine()];
  const { encrypterFor } = envelope;
  const sealed = vi.spyOn(envelope, "encrypterFor").mockImplementation((sealing) => {
    const encrypter = encrypterFor(sealing);
    encrypter.addRecipient(stranger.recipient);
    return encrypter;
  });
  const failure = await failureOf(() => sealProven("text", { recipients: [here.recipient] }, here.keys));
  sealed.mockRestore();
  expectFailure(failure, "EXPORT_UNPROVEN");
});
