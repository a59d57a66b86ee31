import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sampleService } from "../shared/test-kit.ts";
import { quickToken } from "./quick-token.ts";
import { formatDocument } from "./settings/document.ts";
import { recipientOf, sealEnvelope } from "./settings/envelope.ts";
import { newIdentity, sampleDocument, temporaryFolder } from "./test-kit.ts";

/** The token that is printed at once from a file whose token was issued so many minutes ago and lives an hour. */
const printed = async (minutesAgo: number): Promise<string | undefined> => {
  const home = await temporaryFolder();
  const identity = await newIdentity();
  const own = await recipientOf(identity);
  const document = sampleDocument({
    Properties: {
      OAuthAccessToken: "saved",
      OAuthRefreshToken: "r",
      OAuthExpiresIn: "3600",
      OAuthTokenTimestamp: String(Date.now() - minutesAgo * 60_000),
    },
    Grant: { Id: "g", Generation: 1, Owner: own },
  });
  const [settings, identityPath] = [join(home, "OAuthSettings.txt"), join(home, "identity.txt")];
  await writeFile(settings, await sealEnvelope(formatDocument(document), { recipients: [own] }));
  await writeFile(identityPath, `${identity}\n`);
  return quickToken({ settings }, { catalog: [sampleService], home, identityPath });
};

test.each([
  ["that is good", 10, "saved"],
  ["of a machine whose clock is a little ahead", -4, "saved"],
  ["that is due", 46, undefined],
  ["that a clock set back makes look new, though it may have lapsed", -2 * 1440, undefined],
])("a saved token %s", async (_, minutesAgo, token) => {
  expect(await printed(minutesAgo)).toBe(token);
});
