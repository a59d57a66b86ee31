import { basename, resolve } from "node:path";
import { readPassphraseFile, writeFileAtomically } from "../../engine/index.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { untranslated } from "../../shared/localised.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

interface ExportWords {
  readonly settings: string;
  readonly to: readonly string[];
  readonly passphraseFile: string | undefined;
  readonly out: string;
  readonly mode: "hand-over" | "copy" | undefined;
}

/** `keyferry export`: the new file is durable before this machine lets go of the grant. */
export const exportFile = async (words: ExportWords, output: Output): Promise<void> => {
  if (words.to.length > 0 === (words.passphraseFile !== undefined)) {
    throw new KeyferryError("USAGE", { detail: "Give either --to RECIPIENT… or --passphrase-file FILE." });
  }
  if (resolve(words.out) === resolve(words.settings)) {
    throw new KeyferryError("USAGE", { detail: "--out must not be the file that is exported from." });
  }
  const { engine } = await compose(process.env);
  const to =
    words.passphraseFile === undefined
      ? { recipients: words.to }
      : { passphrase: await readPassphraseFile(words.passphraseFile) };
  const result = await engine.export(
    { settings: words.settings },
    {
      to,
      fileName: basename(words.out),
      ...(words.mode ? { mode: words.mode } : {}),
      deliver: (armoured) => writeOut(words.out, armoured),
    },
  );
  if (result.warning) output.note(`! ${result.warning.en}`);
  const lines = result.commands.map(({ command, why }) => `# ${why.en}\n${command}`);
  output.result(`Written to ${words.out} (${result.mode}). On the server:\n\n${lines.join("\n")}`, {
    ok: true,
    file: words.out,
    mode: result.mode,
    sealedTo: result.sealedTo,
    connectionString: result.connectionString,
    commands: result.commands.map(({ command, why }) => ({ command, why: why.en })),
    ...(result.warning ? { warning: result.warning.en } : {}),
  });
};

const writeOut = async (path: string, text: string): Promise<void> => {
  try {
    await writeFileAtomically(resolve(path), text);
  } catch (error) {
    throw new KeyferryError(
      "FILE_UNWRITABLE",
      { path, detail: untranslated((error as NodeJS.ErrnoException).code ?? "") },
      { cause: error },
    );
  }
};
