import { Alert, Box, Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCalendar, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAppStore, useKeyStorage } from "../../store/app-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { hiddenOf } from "../../store/deletions.ts";
import { useDeletionBatches } from "../../store/deletions-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { KeyStoragePanel } from "../../ui/key-storage.tsx";
import { Screen } from "../../ui/screen.tsx";
import { Connections } from "./connections.tsx";
import { EmptyHome } from "./empty-home.tsx";
import { Unfinished } from "./unfinished.tsx";

/** The list of connections, and the way to a new one. */
export const HomeScreen = ({ recovery }: { readonly recovery: ReactNode }) => {
  const { t } = useTranslation();
  const { list, appear, reload } = useConnectionsStore();
  useEffect(() => void appear(), [appear]);
  const storage = useKeyStorage();
  const batches = useDeletionBatches();
  const shown = useMemo(() => {
    const hidden = hiddenOf(batches);
    return list.status === "ready" ? list.value.filter(({ id }) => !hidden.has(id)) : [];
  }, [list, batches]);
  const empty = list.status === "ready" && shown.length === 0;

  return (
    <Screen title={t("home.title")} actions={!empty && <Actions />}>
      <ListDamage />
      {recovery}
      <Unfinished />
      {list.status === "loading" && <LoadingList />}
      {list.status === "failed" && <FailureAlert failure={list.failure} onRetry={() => void reload()} />}
      {list.status === "ready" &&
        (empty ? (
          <EmptyHome newConnection={(quiet) => <NewConnectionButton quiet={quiet} />} />
        ) : (
          <Connections all={shown} />
        ))}
      {storage && (
        <Box mt="xl">
          <KeyStoragePanel storage={storage} />
        </Box>
      )}
    </Screen>
  );
};

const Actions = () => {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Button
        component="a"
        href={addressOf.calendar}
        variant="subtle"
        color="gray"
        leftSection={<IconCalendar size={18} aria-hidden="true" />}
      >
        {t("shell.calendar")}
      </Button>
      <NewConnectionButton />
    </Group>
  );
};

/** The list was made again from what is saved: a person should know, and look whether all are there. */
const ListDamage = () => {
  const { t } = useTranslation();
  const damage = useAppStore(({ facts }) => (facts.status === "ready" ? facts.value.info.listDamage : undefined));
  if (!damage) return null;
  return (
    <Alert color="orange" mb="md" icon={<IconAlertTriangle aria-hidden="true" />} title={t("shell.listDamaged")}>
      {t("shell.listDamagedText", { count: damage.found, place: damage.setAside })}
    </Alert>
  );
};

const NewConnectionButton = ({ quiet = false }: { readonly quiet?: boolean }) => {
  const { t } = useTranslation();
  return (
    <Button
      variant={quiet ? "default" : "filled"}
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => goTo(addressOf.pickService)}
    >
      {t("home.newConnection")}
    </Button>
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
