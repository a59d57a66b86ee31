import { create } from "zustand";
import type { KeyState } from "../../shared/key-gate.ts";
import { client } from "../client.ts";
import { type Loadable, load, loading } from "./loadable.ts";

interface KeyGateState {
  readonly keys: Loadable<KeyState>;
  readonly load: () => Promise<void>;
  /** Rejects with the call's error; what was known of the key then stays. */
  readonly decide: (ask: (calls: typeof client.keys) => Promise<KeyState>) => Promise<void>;
}

/** Whether the key to all settings files is at hand. Before it is, no screen can show anything. */
export const useKeyStore = create<KeyGateState>((set) => ({
  keys: loading,
  load: async () => {
    set({ keys: loading });
    set({ keys: await load(client.keys.state) });
  },
  decide: async (ask) => {
    const value = await ask(client.keys);
    set({ keys: { status: "ready", value } });
  },
}));
