import { Button, Stack, Text } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useServices } from "../../store/app-store.ts";
import { useBulkExport } from "../../store/bulk-export-store.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { addressOf } from "../../store/route.ts";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { BulkChoices } from "./bulk-choices.tsx";
import { planOf } from "./bulk-plan.ts";
import { BulkRun } from "./bulk-run.tsx";

/** Exports the connections that were chosen on the list: the choices, then each file as it is made. */
export const BulkExportScreen = () => {
  const { t } = useTranslation();
  const { chosen, items } = useBulkExport((state) => state);
  const { list, appear } = useConnectionsStore();
  useEffect(() => void appear(), [appear]);
  const services = useServices();
  const plan = useMemo(() => {
    const ids = new Set(chosen);
    const connections = list.status === "ready" ? list.value.filter(({ id }) => ids.has(id)) : [];
    const rules = new Map(services.map(({ definition: { id, grant } }) => [id, grant.sharing]));
    return planOf(connections, (service) => rules.get(service) ?? "single-owner");
  }, [chosen, list, services]);
  return (
    <Screen
      narrow
      title={t("bulk.title")}
      lead={<Text c="dimmed">{t("bulk.lead")}</Text>}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
    >
      {items.length > 0 ? <BulkRun /> : plan.length > 0 ? <BulkChoices plan={plan} /> : <Nothing />}
    </Screen>
  );
};

const Nothing = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t("bulk.nothingTitle")}>
      <Stack align="flex-start">
        <Text>{t("bulk.nothingText")}</Text>
        <Button component="a" href={addressOf.home}>
          {t("bulk.backHome")}
        </Button>
      </Stack>
    </Panel>
  );
};
