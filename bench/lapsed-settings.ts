import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** A machine whose identity is made, and the settings files on it. */
export interface BenchHome {
  readonly folder: string;
  readonly settings: readonly string[];
}

/** The refresh token in each of them. */
export const firstToken = `refresh-0-${"r".repeat(70)}`;

interface Wanted {
  readonly count: number;
  /** When the access tokens were issued, in milliseconds since 1970. */
  readonly issuedAt: number;
}

/** Makes a home with settings files for `basecamp`, and a catalog that lists them, as the screens would have left it. */
export const makeHome = async (folder: string, { count, issuedAt }: Wanted): Promise<BenchHome> => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "identity.txt"), `${identity}\n`, { mode: 0o600 });
  const settings: string[] = [];
  const entries: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const id = crypto.randomUUID();
    const path = join(folder, "connections", id, "OAuthSettings.txt");
    mkdirSync(join(folder, "connections", id), { recursive: true });
    const text = JSON.stringify(lapsed(index, recipient, issuedAt));
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    writeFileSync(path, armor.encode(await encrypter.encrypt(text)), { mode: 0o600 });
    settings.push(path);
    entries.push({ id, service: "basecamp", name: `Bench ${index}`, createdAt: 0, properties: {} });
  }
  writeFileSync(join(folder, "catalog.json"), JSON.stringify({ Format: 1, Connections: entries }));
  return { folder, settings };
};

const lapsed = (index: number, recipient: string, issuedAt: number) => ({
  Format: 1,
  Service: "basecamp",
  Name: `Bench ${index}`,
  Properties: {
    OAuthClientId: "bench",
    OAuthClientSecret: "bench-secret",
    OAuthAccessToken: "a".repeat(80),
    OAuthRefreshToken: firstToken,
    OAuthExpiresIn: "1209600",
    OAuthTokenTimestamp: String(issuedAt),
  },
  Grant: { Id: crypto.randomUUID(), Generation: 1, Owner: recipient },
  Recipients: [recipient],
});
