import { useStore } from "zustand";
import { shortRecipient } from "../../shared/grant-place.ts";
import { client } from "../client.ts";
import { i18n } from "../i18n/i18n.ts";
import { useConnectionsStore } from "./connections-store.ts";
import { type ConsentQueueState, createConsentQueue, type SignInEnd } from "./consent-queue.ts";
import { useSignInStore } from "./sign-in-store.ts";

/** The sign-ins for several servers, kept while the window is open, whatever screen is shown. */
export const consentQueue = createConsentQueue({
  signIn: async ({ id, service, name }, server) => {
    const made: SignInEnd[] = [];
    const store = useSignInStore.getState();
    await store.connectLike(
      { id, service, name: i18n.t("signIns.connectionName", { name, server: server.name }) },
      (connection, arrival) => {
        const person = arrival?.person;
        made.push({ kind: "made", id: connection.id, ...(person === undefined ? {} : { person }) });
      },
    );
    const { failure } = useSignInStore.getState();
    const [end] = made;
    if (end) return end;
    if (!failure) return { kind: "cancelled" };
    // It is told beside the server it was for.
    store.forget();
    return { kind: "failed", failure };
  },
  cancel: () => useSignInStore.getState().cancel(),
  exportTo: async (id, { recipient, name }, fileName) => {
    const result = await client.connections.export({
      id,
      to: { recipients: [recipient] },
      // A piece of the recipient is no name of somebody's.
      names: [name === shortRecipient(recipient) ? "" : name],
      mode: "hand-over",
      fileName,
    });
    await useConnectionsStore.getState().load();
    return result;
  },
});

/** What a screen shows of it. */
export const useConsentQueue = <T>(pick: (state: ConsentQueueState) => T): T => useStore(consentQueue, pick);
