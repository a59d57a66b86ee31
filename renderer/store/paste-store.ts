import { create } from "zustand";
import { tokenise } from "../../shared/connection-string/tokenise.ts";

interface PasteState {
  /** A connection string whose service is not chosen yet. It may hold secrets: whoever takes it clears it. */
  readonly text: string | undefined;
  /** Its keys, which hold none. */
  readonly names: readonly string[];
  readonly put: (text: string) => void;
  readonly take: () => string | undefined;
}

/** A connection string on its way from the clipboard into a form. */
export const usePasteStore = create<PasteState>((set, get) => ({
  text: undefined,
  names: [],
  put: (text) => set({ text, names: keysOf(text) }),
  take: () => {
    const { text } = get();
    set({ text: undefined, names: [] });
    return text;
  },
}));

/** The keys of a connection string; none where the text is no such thing. */
export const keysOf = (text: string): readonly string[] => {
  if (text.length > 20_000 || !text.includes("=")) return [];
  try {
    const keys = tokenise(text.trim()).map(({ key }) => key);
    return keys.every((key) => /^[A-Za-z][A-Za-z ]{1,60}$/.test(key)) ? keys : [];
  } catch {
    return [];
  }
};
