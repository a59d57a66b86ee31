import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { hiddenOf } from "../../store/deletions.ts";
import { useDeletionBatches } from "../../store/deletions-store.ts";
import { addressOf } from "../../store/route.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { useNow } from "../../ui/use-now.ts";
import { agendaOf } from "./agenda.ts";
import { Calendar } from "./calendar.tsx";
import { SaveCalendar } from "./save-calendar.tsx";

const minute = 60_000;

/** What ends when, over all connections, and what needs a person. */
export const CalendarScreen = () => {
  const { t } = useTranslation();
  const { list, appear, reload } = useConnectionsStore();
  useEffect(() => void appear(), [appear]);
  const now = useNow(minute);
  const batches = useDeletionBatches();
  const agenda = useMemo(() => {
    const hidden = hiddenOf(batches);
    return agendaOf(list.status === "ready" ? list.value.filter(({ id }) => !hidden.has(id)) : [], now);
  }, [list, batches, now]);

  return (
    <Screen
      title={t("calendar.title")}
      lead={<Text c="dimmed">{t("calendar.lead")}</Text>}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
      actions={<SaveCalendar agenda={agenda} />}
    >
      {list.status === "loading" && (
        <Stack role="status" aria-label={t("shell.loading")}>
          <Skeleton height={420} />
          <Skeleton height={160} />
        </Stack>
      )}
      {list.status === "failed" && <FailureAlert failure={list.failure} onRetry={() => void reload()} />}
      {list.status === "ready" && (list.value.length === 0 ? <Empty /> : <Calendar agenda={agenda} now={now} />)}
    </Screen>
  );
};

const Empty = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t("calendar.emptyTitle")}>
      <Text mb="md">{t("calendar.emptyText")}</Text>
      <Button component="a" href={addressOf.pickService}>
        {t("home.newConnection")}
      </Button>
    </Panel>
  );
};
