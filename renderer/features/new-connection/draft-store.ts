import { create } from "zustand";
import type { FormState } from "./form-state.ts";

interface DraftState {
  /** What was entered for a service, secrets left out, should its sign-in not finish. */
  readonly drafts: Readonly<Record<string, FormState>>;
  readonly keep: (service: string, form: FormState) => void;
}

export const useDraftStore = create<DraftState>((set) => ({
  drafts: {},
  keep: (service, form) => set(({ drafts }) => ({ drafts: { ...drafts, [service]: form } })),
}));
