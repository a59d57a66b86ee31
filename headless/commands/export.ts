import { basename, resolve } from "node:path";
import { type ExportNotice, readPassphraseFile, writeFileAtomically } from "../../engine/index.ts";
import { KeyferryError } from "../../shared/errors.ts";
import { type ExportMode, sharingWords } from "../../shared/grant-sharing.ts";
import { untranslated } from "../../shared/localised.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";
import { sharingText } from "../service-document.ts";

interface ExportWords {
  readonly settings: string;
  readonly to: readonly string[];
  readonly names: readonly string[];
  readonly passphraseFile: string | undefined;
  readonly out: string;
  readonly mode: ExportMode | undefined;
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
      ...(words.names.length > 0 ? { names: words.names } : {}),
      ...(words.mode ? { mode: words.mode } : {}),
      announce: (notice) => tell(notice, output),
      deliver: (armoured) => writeOut(words.out, armoured),
    },
  );
  const { grant } = engine.service(result.service);
  const lines = result.commands.map(({ command, why }) => `# ${why.en}\n${command}`);
  output.result(`Written to ${words.out} (${result.mode}). On the server:\n\n${lines.join("\n")}`, {
    ok: true,
    file: words.out,
    mode: result.mode,
    sharing: grant.sharing,
    sharingMeans: sharingText(grant),
    sealedTo: result.sealedTo,
    checked: result.checked,
    ...(result.names ? { names: result.names } : {}),
    connectionString: result.connectionString,
    commands: result.commands.map(({ command, why }) => ({ command, why: why.en })),
    ...(result.warning ? { warning: result.warning.en } : {}),
  });
};

/** Said before the file is made: what it means for the grant to be on another machine. */
const tell = ({ service, mode, warning }: ExportNotice, output: Output): void => {
  if (!output.json) {
    output.note(`${service.name}: ${sharingText(service.grant)}`);
    output.note(`${mode}: ${sharingWords[service.grant.sharing].modes[mode].en}`);
    if (service.grant.source) output.note(`Source: ${service.grant.source}`);
  }
  if (warning) output.note(`! ${warning.en}`);
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
