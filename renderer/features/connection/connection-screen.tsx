import { Skeleton, Stack } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail, Health } from "../../../shared/connection.ts";
import { client } from "../../client.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { useHappened } from "../../store/events-store.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { addressOf } from "../../store/route.ts";
import { useTestRun, useTestStore } from "../../store/test-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { contradictsPassedTest } from "../../ui/health.tsx";
import { LostScreen } from "../../ui/lost-screen.tsx";
import { Screen } from "../../ui/screen.tsx";
import { ConnectionPage, type RenderExport, type RenderTest } from "./connection-page.tsx";

export interface ConnectionScreenProps {
  readonly id: string;
  /** Says whom a sign-in brought that has just ended. */
  readonly greeting: ReactNode;
  /** Shows the staged test. */
  readonly renderTest: RenderTest;
  /** Shows what happened to the connection. */
  readonly renderHistory: (connection: ConnectionDetail) => ReactNode;
  readonly renderExport: RenderExport;
}

/** One connection's own page: fetches it, and shows it or why it cannot be shown. */
export const ConnectionScreen = ({ id, greeting, renderTest, renderHistory, renderExport }: ConnectionScreenProps) => {
  const { t } = useTranslation();
  const { detail, refresh } = useDetail(id);
  const name = useKnownName(id);
  if (detail.status === "ready") {
    return (
      <ConnectionPage
        connection={detail.value}
        refresh={refresh}
        greeting={greeting}
        renderTest={renderTest}
        history={renderHistory(detail.value)}
        renderExport={renderExport}
      />
    );
  }
  if (detail.status === "failed" && isGone(detail)) return <LostScreen />;
  return (
    <Screen
      key={detail.status}
      title={name ?? t("shell.loading")}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
    >
      {detail.status === "failed" ? (
        <FailureAlert failure={detail.failure} onRetry={() => void refresh()} />
      ) : (
        <Stack role="status" aria-label={t("shell.loading")}>
          <Skeleton height={48} />
          <Skeleton height={320} />
        </Stack>
      )}
    </Screen>
  );
};

/** The name from the list, so that the heading does not change when the rest arrives. */
const useKnownName = (id: string): string | undefined =>
  useConnectionsStore(({ list }) =>
    list.status === "ready" ? list.value.find((connection) => connection.id === id)?.name : undefined,
  );

const isGone = ({ failure }: Extract<Loadable<unknown>, { status: "failed" }>): boolean =>
  failure.kind === "known" && failure.error.code === "CONNECTION_UNKNOWN";

/** The connection in full, fetched again when a test of it begins or ends, and when something happened by itself. */
const useDetail = (id: string) => {
  const [detail, setDetail] = useState<Loadable<ConnectionDetail>>(loading);
  const known = useRef<Health>(undefined);
  const { phase } = useTestRun(id);
  const happened = useHappened(id);
  const refresh = useCallback(async () => {
    const fresh = await load(() => client.connections.get({ id }));
    if (fresh.status === "ready") {
      const { health } = fresh.value;
      // A test says which machine renews, so one from before the grant moved is out of date.
      const moved = known.current !== undefined && (known.current === "elsewhere") !== (health === "elsewhere");
      if (moved || contradictsPassedTest(health)) useTestStore.getState().dropPassed(id);
      known.current = health;
    }
    setDetail(fresh);
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a test, or a renewal, may change what is known of the connection
  useEffect(() => void refresh(), [phase, happened, refresh]);
  return { detail, refresh };
};
