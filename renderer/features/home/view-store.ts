import { create } from "zustand";
import { type HomeView, parseView } from "./view.ts";

const storageKey = "keyferry.home-view";

interface ViewState {
  readonly view: HomeView;
  readonly change: (part: Partial<HomeView>) => void;
}

const kept = (): string | null => {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
};

const keep = (view: HomeView): void => {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(view));
  } catch {
    // Storage may be closed to this page; the view then holds until the window is loaded anew.
  }
};

/** How the list is looked at, for as long as the window is open: a person comes back to it as they left it. */
export const useViewStore = create<ViewState>((set, get) => ({
  view: parseView(kept()),
  change: (part) => {
    const view = { ...get().view, ...part };
    set({ view });
    keep(view);
  },
}));
