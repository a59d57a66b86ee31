import { Alert, Skeleton, Stack, Text } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Server } from "../../../shared/servers.ts";
import { client } from "../../client.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { addressOf } from "../../store/route.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { ServerPanel } from "./server-panel.tsx";

/** Which machine holds which grant since when, and how it is taken back. */
export const ServersScreen = () => {
  const { t } = useTranslation();
  const [servers, setServers] = useState<Loadable<readonly Server[]>>(loading);
  const refresh = useCallback(async () => setServers(await load(client.servers.list)), []);
  useEffect(() => void refresh(), [refresh]);
  return (
    <Screen
      title={t("servers.title")}
      lead={<Text c="dimmed">{t("servers.lead")}</Text>}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
    >
      {servers.status === "loading" && <Skeleton height={160} role="status" aria-label={t("shell.loading")} />}
      {servers.status === "failed" && <FailureAlert failure={servers.failure} onRetry={() => void refresh()} />}
      {servers.status === "ready" && (
        <Stack gap="lg">
          {servers.value.length === 0 && (
            <Panel title={t("servers.emptyTitle")}>
              <Text mb="sm">{t("servers.emptyText")}</Text>
              <CodeLine text="keyferry identity" />
            </Panel>
          )}
          {servers.value.map((server) => (
            <ServerPanel
              key={server.recipient ?? `passphrase ${server.name ?? ""}`}
              server={server}
              refresh={refresh}
            />
          ))}
          {servers.value.some(({ holds }) => holds.length > 0) && (
            <Alert color="gray" icon={<IconServer aria-hidden="true" />} title={t("servers.withdrawTitle")}>
              {t("servers.withdrawText")}
            </Alert>
          )}
        </Stack>
      )}
    </Screen>
  );
};
