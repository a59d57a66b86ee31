import { Alert, List, Skeleton, Stack, Text } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Server } from "../../../shared/servers.ts";
import { client } from "../../client.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useServices } from "../../store/app-store.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { addressOf } from "../../store/route.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { Words } from "../../ui/words.tsx";
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
          <Withdrawals held={new Set(servers.value.flatMap(({ holds }) => holds.map(({ service }) => service)))} />
        </Stack>
      )}
    </Screen>
  );
};

/** What to do about a machine that was lost, as each service of which one holds a grant has it. */
const Withdrawals = ({ held }: { readonly held: ReadonlySet<string> }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const services = useServices().filter(({ definition }) => held.has(definition.id));
  if (held.size === 0) return null;
  return (
    <Alert color="gray" icon={<IconServer aria-hidden="true" />} title={t("servers.withdrawTitle")}>
      <Stack gap="xs">
        <Text size="sm">{t("servers.withdrawText")}</Text>
        <List size="sm" spacing={4}>
          {services.map(({ definition: { id, name, grant } }) => (
            <List.Item key={id}>
              <b>{name}:</b>{" "}
              <Words
                text={grant.withdrawal ? localised(grant.withdrawal) : t("servers.withdrawUnknown", { service: name })}
              />
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
};
