import { writeFile } from "node:fs/promises";
import { diagnoseInstallation } from "../../bridge/diagnose.ts";
import { type Diagnosis, fileReason } from "../../engine/index.ts";
import { KeyferryError } from "../../shared/errors.ts";
import type { Output } from "../output.ts";

interface DiagnoseWords {
  readonly out: string | undefined;
  readonly settings: readonly string[];
  readonly offline: boolean;
}

/** `keyferry diagnose`: writes a support bundle and says what looks wrong. Exit status 0 once it is written. */
export const diagnose = async ({ out, settings, offline }: DiagnoseWords, output: Output): Promise<void> => {
  const diagnosis = await diagnoseInstallation(process.env, { settings, offline });
  const text = `${JSON.stringify(diagnosis, undefined, 2)}\n`;
  const file = out === undefined ? await writeBesideOthers(text, diagnosis.madeAt) : await writeNew(out, text);
  const { looksWrong } = diagnosis;
  output.result(summaryOf(file, diagnosis), {
    ok: true,
    file,
    looksWrong: looksWrong.map(({ what, remedy }) => ({ what: what.en, remedy: remedy.en })),
  });
  output.note("Read it before you send it: docs/diagnose.md tells what is in it.");
};

const summaryOf = (file: string, { looksWrong }: Diagnosis): string =>
  [
    `Written to ${file}.`,
    looksWrong.length === 0 ? "Nothing looks wrong." : `What looks wrong (${looksWrong.length}):`,
    ...looksWrong.flatMap(({ what, remedy }) => [`- ${what.en}`, `  ${remedy.en}`]),
  ].join("\n");

/** Writes a file that is not there yet, for its owner alone. Throws `FILE_UNWRITABLE`. */
const writeNew = async (path: string, text: string): Promise<string> => {
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
    return path;
  } catch (error) {
    throw new KeyferryError("FILE_UNWRITABLE", { path, detail: fileReason(error) }, { cause: error });
  }
};

/** In the folder one is in, named by the day; the second of a day gets a number. */
const writeBesideOthers = async (text: string, madeAt: string): Promise<string> => {
  const name = `keyferry-diagnosis-${madeAt.slice(0, 10)}`;
  for (let number = 1; ; number++) {
    try {
      return await writeNew(`${name}${number === 1 ? "" : `-${number}`}.json`, text);
    } catch (error) {
      const taken =
        error instanceof KeyferryError && (error.cause as NodeJS.ErrnoException | undefined)?.code === "EEXIST";
      if (!taken || number >= 999) throw error;
    }
  }
};
