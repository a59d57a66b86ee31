import { Alert, Box, Button, Skeleton, Stack, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconPlus, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useAppStore, useKeyStorage, useServices } from "../../store/app-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { KeyStoragePanel } from "../../ui/key-storage.tsx";
import { Screen } from "../../ui/screen.tsx";
import { arrange } from "./arrange.ts";
import { ConnectionList } from "./connection-list.tsx";
import { EmptyHome } from "./empty-home.tsx";

/** From this many connections on, a field to find one appears. */
const filterFrom = 8;

/** The list of connections, and the way to a new one. */
export const HomeScreen = ({ recovery }: { readonly recovery: ReactNode }) => {
  const { t } = useTranslation();
  const { list, load, reload } = useConnectionsStore();
  useEffect(() => void load(), [load]);
  const storage = useKeyStorage();
  const empty = list.status === "ready" && list.value.length === 0;

  return (
    <Screen title={t("home.title")} actions={!empty && <NewConnectionButton />}>
      <ListDamage />
      {recovery}
      {list.status === "loading" && <LoadingList />}
      {list.status === "failed" && <FailureAlert failure={list.failure} onRetry={() => void reload()} />}
      {list.status === "ready" &&
        (empty ? <EmptyHome action={<NewConnectionButton />} /> : <Connections all={list.value} />)}
      {storage && (
        <Box mt="xl">
          <KeyStoragePanel storage={storage} />
        </Box>
      )}
    </Screen>
  );
};

/** The list was made again from what is saved: a person should know, and look whether all are there. */
const ListDamage = () => {
  const { t } = useTranslation();
  const damage = useAppStore(({ facts }) => (facts.status === "ready" ? facts.value.info.listDamage : undefined));
  if (!damage) return null;
  return (
    <Alert color="yellow" mb="md" icon={<IconAlertTriangle aria-hidden="true" />} title={t("shell.listDamaged")}>
      {t("shell.listDamagedText", { found: damage.found, place: damage.setAside })}
    </Alert>
  );
};

const NewConnectionButton = () => {
  const { t } = useTranslation();
  return (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => goTo(addressOf.pickService)}>
      {t("home.newConnection")}
    </Button>
  );
};

const Connections = ({ all }: { readonly all: readonly ConnectionSummary[] }) => {
  const { t } = useTranslation();
  const services = useServices();
  const [text, setText] = useState("");
  const shown = arrange(all, services, text);
  return (
    <Stack gap="md">
      {all.length >= filterFrom && (
        <TextInput
          aria-label={t("home.filter")}
          placeholder={t("home.filter")}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          type="search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ConnectionList connections={shown} />
      <output aria-live="polite">{shown.length === 0 && t("home.filterNone", { text })}</output>
    </Stack>
  );
};

const LoadingList = () => {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t("shell.loading")}>
      <Skeleton height={76} />
      <Skeleton height={76} />
      <Skeleton height={76} />
    </Stack>
  );
};
