import type { Engine } from "../../engine/index.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

interface RekeyWords {
  readonly settings: readonly string[];
  readonly to: readonly string[];
  readonly newIdentity: boolean;
}

/** `keyferry rekey`: all files or none. */
export const rekey = async ({ settings, to, newIdentity }: RekeyWords, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const result = await engine.rekey({ settings, newIdentity, ...(to.length > 0 ? { to } : {}) });
  const { files, skipped, recipient, identity, recovered } = result;
  if (recovered) output.note(`! An earlier rekey had been interrupted; it was ${recovered} first.`);
  for (const { path, why } of skipped) output.note(`! Left as it was: ${path}: ${why.en}.`);
  if (identity) {
    output.note(
      `! ${identity.path} holds the earlier key too, so that older files can be opened. Give others the new recipient; it seals what they export to this machine.`,
    );
  }
  output.note("! Copies elsewhere, and files that are not listed, are sealed as they were.");
  output.result(text(result), {
    ok: true,
    recipient,
    files,
    skipped: skipped.map(({ path, why }) => ({ path, why: why.en })),
    ...(identity ? { identity } : {}),
    ...(recovered ? { recovered } : {}),
  });
};

const text = ({ files, identity, recipient }: Awaited<ReturnType<Engine["rekey"]>>): string =>
  [
    ...(identity ? [`The identity is a new one: ${recipient}`] : []),
    files.length === 0 ? "There is no settings file to seal anew." : `Sealed anew: ${files.length}`,
    ...files.map(({ path, recipients }) => `  ${path}\n    ${recipients.join("\n    ")}`),
  ].join("\n");
