import { useState } from "react";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { authSchemeOf } from "../../../shared/property-check.ts";
import { client } from "../../client.ts";
import { useServices } from "../../store/app-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { useTestStore } from "../../store/test-store.ts";

/** What the buttons of the calendar do. */
export interface Remedies {
  readonly reconnect: (connection: ConnectionSummary) => void;
  readonly test: (connection: ConnectionSummary) => void;
  /** Why the last sign-in did not finish, or could not begin. */
  readonly failure: { readonly name: string; readonly why: Failure } | undefined;
  readonly forget: () => void;
}

/** Signs in again, or tests, from the calendar. A sign-in that does not finish comes back here. */
export const useRemedies = (): Remedies => {
  const services = useServices();
  const [failed, setFailed] = useState<Remedies["failure"]>();
  const { subject, failure } = useSignInStore();
  const nameOf = useNameOf();
  const signIn = failure && subject?.id !== undefined ? { name: nameOf(subject.id), why: failure } : undefined;
  const reconnect = async ({ id, service, account }: ConnectionSummary): Promise<void> => {
    const { properties, health } = await client.connections.get({ id });
    const definition = services.find((each) => each.definition.id === service)?.definition;
    // It moved to another machine since; a sign-in may end it there, which its own page asks about.
    if (health === "elsewhere") return goTo(addressOf.connection(id));
    const browser = definition === undefined || authSchemeOf(definition, properties) === "OAuth";
    await useSignInStore.getState().reconnect({ id, service, browser, ...(account === undefined ? {} : { account }) });
  };
  return {
    reconnect: (connection) => {
      setFailed(undefined);
      reconnect(connection).catch((thrown: unknown) => setFailed({ name: connection.name, why: failureOf(thrown) }));
    },
    test: ({ id }) => {
      goTo(addressOf.connection(id));
      void useTestStore.getState().start(id);
    },
    failure: failed ?? signIn,
    forget: () => {
      setFailed(undefined);
      useSignInStore.getState().forget();
    },
  };
};

const useNameOf = (): ((id: string) => string) => {
  const { list } = useConnectionsStore();
  return (id) => (list.status === "ready" && list.value.find((each) => each.id === id)?.name) || "";
};
