import { Button, Skeleton, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useKeyStorage, useServices } from "../../store/app-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Screen } from "../../ui/screen.tsx";
import { arrange } from "./arrange.ts";
import { ConnectionList } from "./connection-list.tsx";
import { EmptyHome } from "./empty-home.tsx";
import { KeyStoragePanel } from "./key-storage.tsx";

/** From this many connections on, a field to find one appears. */
const filterFrom = 8;

/** The list of connections, and the way to a new one. */
export const HomeScreen = () => {
  const { t } = useTranslation();
  const { list, load, reload } = useConnectionsStore();
  useEffect(() => void load(), [load]);
  const storage = useKeyStorage();
  const empty = list.status === "ready" && list.value.length === 0;

  return (
    <Screen title={t("home.title")} actions={!empty && <NewConnectionButton />}>
      {list.status === "loading" && <LoadingList />}
      {list.status === "failed" && <FailureAlert failure={list.failure} onRetry={() => void reload()} />}
      {list.status === "ready" &&
        (empty ? <EmptyHome action={<NewConnectionButton />} /> : <Connections all={list.value} />)}
      {storage && <KeyStoragePanel storage={storage} />}
    </Screen>
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
