import { Button, CloseButton, Text } from "@mantine/core";
import { IconFileExport, IconListCheck, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { testAll, useTestBatch } from "../../store/test-batch-store.ts";
import { FloatingBar } from "../../ui/floating-bar.tsx";
import classes from "./action-bar.module.css";

interface ActionBarProps {
  readonly chosen: readonly string[];
  readonly shown: number;
  readonly onChooseAll: () => void;
  readonly onChooseNone: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

/** What can be done to the chosen connections. */
export const ActionBar = ({ chosen, shown, onChooseAll, onChooseNone, onExport, onDelete }: ActionBarProps) => {
  const { t } = useTranslation();
  // While they are tested, what tells how far it is stands here.
  const testing = useTestBatch()?.phase === "running";
  if (chosen.length === 0 || testing) return null;
  return (
    <FloatingBar role="toolbar" label={t("home.actions")} className={classes.bar}>
      <CloseButton aria-label={t("home.chooseNone")} onClick={onChooseNone} />
      <Text size="sm" fw={600} className={classes.chosen} role="status">
        {t("home.chosen", { count: chosen.length })}
      </Text>
      {chosen.length < shown && (
        <Button variant="subtle" color="gray" size="xs" onClick={onChooseAll}>
          {t("home.chooseAll", { count: shown })}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconListCheck size={16} aria-hidden="true" />}
        onClick={() => void testAll(chosen)}
      >
        {t("connection.test")}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconFileExport size={16} aria-hidden="true" />}
        onClick={onExport}
      >
        {t("connection.export")}
      </Button>
      <Button
        variant="light"
        color="red"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden="true" />}
        onClick={onDelete}
      >
        {t("connection.delete")}
      </Button>
    </FloatingBar>
  );
};
