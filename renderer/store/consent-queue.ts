import { createStore } from "zustand/vanilla";
import type { ExportResult } from "../../shared/connection.ts";
import { type Failure, failureOf } from "./failure.ts";
import { fileNameOf, labelsOf } from "./file-names.ts";

/** How far the sign-in for one server is. */
export type QueueStep =
  | { readonly name: "waiting" }
  | { readonly name: "signing" }
  /** The connection is made; its file is on the way. */
  | { readonly name: "exporting" }
  | { readonly name: "done"; readonly result: ExportResult }
  /** With `made`, a connection was made, and its file alone is missing. */
  | { readonly name: "failed"; readonly failure: Failure }
  | { readonly name: "skipped" };

/** A server that gets a grant of its own. */
export interface QueueServer {
  readonly recipient: string;
  /** What it is called, in words. */
  readonly name: string;
  /** Stands in file names and units. */
  readonly label: string;
  readonly step: QueueStep;
  /** The connection that was made for it. */
  readonly made?: { readonly id: string; readonly person?: string };
}

/** The connection whose properties all of them get. */
export interface QueueBase {
  readonly id: string;
  readonly service: string;
  readonly name: string;
}

/** How a sign-in ended: with a connection, with a failure, or let go of by the person. */
export type SignInEnd =
  | { readonly kind: "made"; readonly id: string; readonly person?: string }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

interface Effects {
  readonly signIn: (base: QueueBase, server: QueueServer) => Promise<SignInEnd>;
  /** Ends the sign-in under way. */
  readonly cancel: () => void;
  readonly exportTo: (connection: string, server: QueueServer, fileName: string) => Promise<ExportResult>;
}

export interface ConsentQueueState {
  readonly base: QueueBase | undefined;
  readonly servers: readonly QueueServer[];
  /** The labels of the files that a person has saved. */
  readonly saved: readonly string[];
  readonly begin: (base: QueueBase, servers: readonly { readonly recipient: string; readonly name: string }[]) => void;
  /** Signs in for a server and makes its file; where only the file is missing, that alone. */
  readonly take: (recipient: string) => Promise<void>;
  /** Leaves a server out; a sign-in under way for it ends. */
  readonly skip: (recipient: string) => void;
  /** Takes up a server that was skipped, or begins anew with one whose grant has ended. */
  readonly again: (recipient: string) => void;
  /** Leaves out all that are not done. */
  readonly endHere: () => void;
  readonly markSaved: (labels: readonly string[]) => void;
  readonly finish: () => void;
}

const empty = { base: undefined, servers: [], saved: [] } as const;

/** Sign-ins for several servers, one after the other, each followed by the export of what it brought. */
export const createConsentQueue = ({ signIn, cancel, exportTo }: Effects) =>
  createStore<ConsentQueueState>((set, get) => {
    const find = (recipient: string) => get().servers.find((server) => server.recipient === recipient);
    const put = (recipient: string, change: Partial<QueueServer>): void =>
      set(({ servers }) => ({
        servers: servers.map((server) => (server.recipient === recipient ? { ...server, ...change } : server)),
      }));
    const consent = async (base: QueueBase, server: QueueServer): Promise<string | undefined> => {
      const { recipient } = server;
      put(recipient, { step: { name: "signing" } });
      const end = await signIn(base, server);
      if (end.kind === "made") {
        put(recipient, { made: { id: end.id, ...(end.person === undefined ? {} : { person: end.person }) } });
        return end.id;
      }
      // Skipped meanwhile: it stays so.
      if (find(recipient)?.step.name === "signing") {
        put(recipient, {
          step: end.kind === "failed" ? { name: "failed", failure: end.failure } : { name: "waiting" },
        });
      }
      return undefined;
    };
    return {
      ...empty,
      begin: (base, servers) => {
        const labels = labelsOf(servers.map(({ name }) => ({ service: base.service, name: `${base.name} ${name}` })));
        set({
          base,
          saved: [],
          servers: servers.map((server, index) => ({
            ...server,
            label: labels[index] ?? base.service,
            step: { name: "waiting" },
          })),
        });
      },
      take: async (recipient) => {
        const { base, servers } = get();
        const server = find(recipient);
        const busy = servers.some(({ step }) => step.name === "signing" || step.name === "exporting");
        if (!base || !server || busy || server.step.name === "done") return;
        const id = server.made?.id ?? (await consent(base, server));
        if (id === undefined) return;
        put(recipient, { step: { name: "exporting" } });
        try {
          const result = await exportTo(id, server, fileNameOf(server.label));
          put(recipient, { step: { name: "done", result } });
        } catch (thrown) {
          put(recipient, { step: { name: "failed", failure: failureOf(thrown) } });
        }
      },
      skip: (recipient) => {
        const server = find(recipient);
        if (!server || server.step.name === "done" || server.step.name === "exporting") return;
        put(recipient, { step: { name: "skipped" } });
        if (server.step.name === "signing") cancel();
      },
      again: (recipient) =>
        set(({ servers, saved }) => ({
          saved: saved.filter((label) => label !== find(recipient)?.label),
          servers: servers.map((server) => {
            if (server.recipient !== recipient) return server;
            const { made, ...rest } = server;
            const kept = server.step.name === "skipped" && made ? { made } : {};
            return { ...rest, ...kept, step: { name: "waiting" } };
          }),
        })),
      endHere: () => {
        for (const { recipient } of get().servers) get().skip(recipient);
      },
      markSaved: (labels) => set(({ saved }) => ({ saved: [...new Set([...saved, ...labels])] })),
      finish: () => set(empty),
    };
  });

/** The server whose turn it is; undefined where all are done or left out. */
export const nextOf = (servers: readonly QueueServer[]): QueueServer | undefined =>
  servers.find(({ step }) => step.name !== "done" && step.name !== "skipped");

/** Whether files were made that nobody has saved: they are in this window alone. */
export const hasUnsavedFiles = ({ servers, saved }: Pick<ConsentQueueState, "servers" | "saved">): boolean =>
  servers.some(({ step, label }) => step.name === "done" && !saved.includes(label));

/** A later server that the same person signed in for: where a service keeps one sign-in of a user, that ended this one's. */
export const endedBy = (servers: readonly QueueServer[], { recipient, made }: QueueServer): QueueServer | undefined => {
  const at = servers.findIndex((each) => each.recipient === recipient);
  if (made?.person === undefined) return undefined;
  return servers.slice(at + 1).find((each) => each.made?.person === made.person);
};
