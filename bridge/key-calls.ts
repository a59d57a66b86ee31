import type { Engine } from "../engine/index.ts";
import { KeyferryError } from "../shared/errors.ts";
import type { KeyState } from "../shared/key-gate.ts";
import type { Desktop } from "./desktop.ts";

const open: KeyState = { state: "ready", recovery: "not-needed" };

/** What the screens may do about the key. Where no person decides about it, it is simply there. */
export const createKeyCalls = (engine: Pick<Engine, "keyGate">, desktop: Desktop | undefined) => {
  const gate = () => (desktop ? engine.keyGate() : Promise.resolve(undefined));
  const decided = async () => {
    const found = await gate();
    if (!found) throw new KeyferryError("DESKTOP_ONLY");
    return found;
  };
  const state = async (): Promise<KeyState> => (await gate())?.state() ?? open;
  return {
    state,
    choosePassphrase: async (passphrase: string) => {
      await (await decided()).choosePassphrase(passphrase);
      return state();
    },
    choosePlainFile: async () => {
      await (await decided()).choosePlainFile();
      return state();
    },
    unlock: async (passphrase: string) => {
      await (await decided()).unlock(passphrase);
      return state();
    },
    recover: async (code: string, passphrase: string | undefined) => {
      await (await decided()).recover(code, passphrase);
      return state();
    },
    makeRecoveryCode: async () => {
      const found = await decided();
      await found.makeRecoveryCode(async (code) => (await desktop?.showRecoveryCode(code)) ?? false);
      return state();
    },
  };
};
