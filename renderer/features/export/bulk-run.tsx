import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { type BulkItem, type BulkState, hasUnsaved } from "../../store/bulk-export.ts";
import { bulkExport, useBulkExport } from "../../store/bulk-export-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Panel } from "../../ui/panel.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import classes from "./bulk-export.module.css";
import { DiscardDialog } from "./discard-dialog.tsx";
import { ExportedFiles } from "./exported-files.tsx";
import { FailureWords } from "./failure-words.tsx";
import { StateSign } from "./state-sign.tsx";

/** How far an export of several connections is, what came of each, and the files. */
export const BulkRun = () => {
  const { t } = useTranslation();
  const { items, running, stopping, saved, cancel, goOn, markSaved } = useBulkExport((state) => state);
  const files = items.flatMap(({ name, label, state }) =>
    state.name === "done" ? [{ name, label, result: state.result }] : [],
  );
  const failed = items.filter(({ state }) => state.name === "failed").length;
  const left = items.length - files.length;
  return (
    <Stack gap="lg">
      <Panel title={t(running ? "bulk.making" : left > 0 ? "bulk.partTitle" : "bulk.doneTitle")}>
        <Stack gap="md">
          <Tally done={files.length} failed={failed} all={items.length} />
          <ul className={classes.items}>
            {items.map((item) => (
              <RunItem key={item.id} item={item} />
            ))}
          </ul>
          {running && (
            <Group justify="flex-end">
              <Button variant="default" loading={stopping} onClick={cancel}>
                {t("shell.cancel")}
              </Button>
            </Group>
          )}
          {!running && left > 0 && (
            <Group justify="flex-end">
              <Button variant="default" onClick={() => void goOn()}>
                {t(failed > 0 ? "bulk.goOnFailed" : "bulk.goOn")}
              </Button>
            </Group>
          )}
        </Stack>
      </Panel>
      {!running && files.length > 0 && (
        <Panel>
          <ExportedFiles files={files} together saved={saved} onSaved={markSaved} />
        </Panel>
      )}
      {!running && (
        <Group justify="flex-end">
          <FinishButton unsaved={hasUnsaved({ items, saved })} />
        </Group>
      )}
    </Stack>
  );
};

/** Files that nobody has saved are gone with this: that is asked about first. */
const FinishButton = ({ unsaved }: { readonly unsaved: boolean }) => {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const finish = () => {
    bulkExport.getState().finish();
    if (bulkExport.getState().chosen.length === 0) goTo(addressOf.home);
  };
  return (
    <>
      <Button variant="default" onClick={() => (unsaved ? setAsking(true) : finish())}>
        {t("exporting.done")}
      </Button>
      {asking && <DiscardDialog onClose={() => setAsking(false)} onDiscard={finish} />}
    </>
  );
};

interface TallyProps {
  readonly done: number;
  readonly failed: number;
  readonly all: number;
}

const Tally = ({ done, failed, all }: TallyProps) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const counts = { done: number.format(done), all: number.format(all), failed: number.format(failed) };
  return (
    <div>
      <Text size="sm" fw={500} mb={6} role="status">
        {failed > 0 ? t("bulk.progressFailed", counts) : t("bulk.progress", counts)}
      </Text>
      <Progress value={((done + failed) / all) * 100} color={failed > 0 ? "orange" : "green"} aria-hidden="true" />
    </div>
  );
};

const RunItem = ({ item: { id, service, name, fileName, state } }: { readonly item: BulkItem }) => {
  const definition = useService(service)?.definition;
  return (
    <li className={classes.item}>
      <ServiceIcon path={definition?.icon} />
      <div className={classes.words}>
        <a className={classes.name} href={addressOf.connection(id)}>
          {name}
        </a>
        <Text size="sm" c="dimmed">
          {fileName}
        </Text>
        <StateWords state={state} />
      </div>
      <StateSign state={state.name} />
    </li>
  );
};

const restingWords = { waiting: "bulk.waiting", working: "bulk.working", stopped: "bulk.stopped" } as const;

const StateWords = ({ state }: { readonly state: BulkState }) => {
  const { t } = useTranslation();
  if (state.name === "done") {
    return <Text size="sm">{t(state.result.mode === "copy" ? "bulk.madeCopy" : "bulk.madeHandOver")}</Text>;
  }
  if (state.name !== "failed") return <Text size="sm">{t(restingWords[state.name])}</Text>;
  return <FailureWords failure={state.failure} />;
};
