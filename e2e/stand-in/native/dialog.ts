import { guard } from "../guard.ts";
import { note } from "../record.ts";

/** The options of a call, with or without a window before them. */
const optionsOf = (words: readonly unknown[]): unknown => (words.length > 1 ? words[1] : words[0]);

/** Electron's dialogs: nobody is there, so all are cancelled. A test that wants an answer puts one in place. */
export const createDialog = () =>
  guard("dialog", {
    showOpenDialog: async (...words: readonly unknown[]) => {
      note("dialog.showOpenDialog", optionsOf(words));
      return { canceled: true, filePaths: [] as readonly string[] };
    },
    showSaveDialog: async (...words: readonly unknown[]) => {
      note("dialog.showSaveDialog", optionsOf(words));
      return { canceled: true, filePath: "" };
    },
    showMessageBox: async (...words: readonly unknown[]) => {
      const options = optionsOf(words) as { readonly cancelId?: number };
      note("dialog.showMessageBox", options);
      return { response: options.cancelId ?? 0, checkboxChecked: false };
    },
    showErrorBox: (title: string, content: string) => note("dialog.showErrorBox", title, content),
  });
