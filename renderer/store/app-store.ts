import { create } from "zustand";
import type { AppInfo, ServiceInfo } from "../../shared/contract.ts";
import type { KeyStorage } from "../../shared/key-storage.ts";
import { client } from "../client.ts";
import { type Loadable, load, loading } from "./loadable.ts";

/** What stays the same while the program runs. */
export interface AppFacts {
  readonly info: AppInfo;
  readonly services: readonly ServiceInfo[];
}

interface AppState {
  readonly facts: Loadable<AppFacts>;
  readonly load: () => Promise<void>;
  /** Moves the identity into the keychain that is offered. Rejects with the call's error; the file then stays. */
  readonly protectIdentity: () => Promise<void>;
}

const fetchFacts = async (): Promise<AppFacts> => {
  const [info, services] = await Promise.all([client.app.info(), client.services.list()]);
  return { info, services };
};

export const useAppStore = create<AppState>((set) => ({
  facts: loading,
  load: async () => {
    set({ facts: loading });
    set({ facts: await load(fetchFacts) });
  },
  protectIdentity: async () => {
    const keyStorage = await client.app.protectIdentity();
    set(({ facts }) =>
      facts.status === "ready"
        ? { facts: { ...facts, value: { ...facts.value, info: { ...facts.value.info, keyStorage } } } }
        : {},
    );
  },
}));

const noServices: readonly ServiceInfo[] = [];

/** Every service that can be connected; empty until they are known. */
export const useServices = (): readonly ServiceInfo[] =>
  useAppStore((state) => (state.facts.status === "ready" ? state.facts.value.services : noServices));

/** One service by its id. */
export const useService = (id: string): ServiceInfo | undefined =>
  useServices().find((service) => service.definition.id === id);

/** How the identity of this machine is kept; undefined until it is known. */
export const useKeyStorage = (): KeyStorage | undefined =>
  useAppStore((state) => (state.facts.status === "ready" ? state.facts.value.info.keyStorage : undefined));

/** The folder in which all of the person's connections are; empty until it is known. */
export const useHome = (): string =>
  useAppStore((state) => (state.facts.status === "ready" ? state.facts.value.info.home : ""));
