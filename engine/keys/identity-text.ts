import { recipientOf } from "../settings/envelope.ts";
import type { SecretKeys } from "./secret-keys.ts";

/** An identity text in `age-keygen`'s format, the present key first; `age -i` tries all that stand in it. */
export const identityText = async ([present, ...earlier]: SecretKeys): Promise<string> => {
  const head = `# created: ${new Date().toISOString()}\n# public key: ${await recipientOf(present)}\n${present}\n`;
  const older = await Promise.all(
    earlier.map(async (key) => `# an earlier key, kept to open older files: ${await recipientOf(key)}\n${key}\n`),
  );
  return [head, ...older].join("");
};
