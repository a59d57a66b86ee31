import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleService } from "../shared/test-kit.ts";
import { quickToken } from "./quick-token.ts";
import { formatDocument } from "./settings/document.ts";
import { recipientOf, sealEnvelope } from "./settings/envelope.ts";
import { newIdentity, sampleDocument, sealCheaply, temporaryFolder } from "./test-kit.ts";

/** A home with a good token, and the quick look at it. */
const homeWith = async (identityText: (key: string) => string | Promise<string>, minutesAgo = 0) => {
  const home = await temporaryFolder();
  const key = await newIdentity();
  const own = await recipientOf(key);
  const path = join(home, "identity.txt");
  await writeFile(path, await identityText(key), { mode: 0o600 });
  await mkdir(join(home, "sample"));
  const document = sampleDocument({
    Properties: {
      OAuthAccessToken: "good",
      OAuthRefreshToken: "r",
      OAuthExpiresIn: "3600",
      OAuthTokenTimestamp: String(Date.now() - minutesAgo * 60_000),
    },
    Grant: { Id: "1", Generation: 1, Owner: own },
  });
  await writeFile(
    join(home, "sample", "OAuthSettings.txt"),
    await sealEnvelope(formatDocument(document), { recipients: [own] }),
  );
  const look = (environment: Readonly<Record<string, string>> = {}) =>
    quickToken(
      { service: "sample", connectionString: "InitiateOAuth=REFRESH" },
      { catalog: [sampleService], home, environment },
    );
  return { home, path, look };
};

describe("the quick look", () => {
  test.each([
    ["that is good", 10, "good"],
    ["of a machine whose clock is a little ahead", -4, "good"],
    ["that is due", 46, undefined],
    ["that a clock set back makes look new, though it may have lapsed", -2 * 1440, undefined],
  ])("judges a saved token %s", async (_, minutesAgo, token) => {
    expect((await homeWith((key) => `${key}\n`, minutesAgo)).look()).toBe(token);
  });

  test("prints a good token by a plain identity, by any of its keys", async () => {
    expect((await homeWith((key) => `# mine\n${key}\n`)).look()).toBe("good");
    const newer = await newIdentity();
    expect((await homeWith((key) => `${newer}\n${key}\n`)).look()).toBe("good");
  });

  test("leaves every other source of the identity to the whole program", async () => {
    const { home, look } = await homeWith((key) => `${key}\n`);
    expect(look({ KEYFERRY_IDENTITY_COMMAND: "cat identity.txt" })).toBeUndefined();
    expect(look({ KEYFERRY_IDENTITY_COMMAND: "x", KEYFERRY_IDENTITY: join(home, "identity.txt") })).toBeUndefined();
    await writeFile(join(home, "keyferry-identity"), "");
    expect(look({ CREDENTIALS_DIRECTORY: home })).toBeUndefined();
    expect(look({ KEYFERRY_IDENTITY: join(home, "none.txt") })).toBeUndefined();
    expect(look()).toBe("good");
  });

  test("leaves an identity that is encrypted or wrapped to the whole program", async () => {
    expect((await homeWith((key) => sealCheaply(key, "long enough"))).look()).toBeUndefined();
    expect((await homeWith(() => '{"Format":1,"Wraps":[]}')).look()).toBeUndefined();
  });

  test.skipIf(process.platform === "win32")("leaves one that others can read to it too, which warns", async () => {
    const { path, look } = await homeWith((key) => `${key}\n`);
    await chmod(path, 0o644);
    expect(look()).toBeUndefined();
    await chmod(path, 0o400);
    expect(look()).toBe("good");
  });
});
