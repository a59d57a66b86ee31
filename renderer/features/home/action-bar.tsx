import { Button, CloseButton, Paper, Text } from "@mantine/core";
import { IconFileExport, IconListCheck, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { testAll } from "../../store/test-store.ts";
import classes from "./action-bar.module.css";
import { tellOfTests } from "./test-notice.ts";

interface ActionBarProps {
  readonly chosen: readonly string[];
  readonly shown: number;
  readonly onChooseAll: () => void;
  readonly onChooseNone: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

/** What can be done to the chosen connections. Floats above the list, so that nothing moves when it appears. */
export const ActionBar = ({ chosen, shown, onChooseAll, onChooseNone, onExport, onDelete }: ActionBarProps) => {
  const { t } = useTranslation();
  const [testing, setTesting] = useState(false);
  const test = async (): Promise<void> => {
    setTesting(true);
    await testAll(chosen);
    setTesting(false);
    tellOfTests(chosen, t);
  };
  if (chosen.length === 0) return null;
  return (
    <div className={classes.place}>
      <Paper withBorder shadow="lg" radius="lg" className={classes.bar} role="toolbar" aria-label={t("home.actions")}>
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
          loading={testing}
          leftSection={<IconListCheck size={16} aria-hidden="true" />}
          onClick={() => void test()}
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
          disabled={testing}
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={onDelete}
        >
          {t("connection.delete")}
        </Button>
      </Paper>
    </div>
  );
};
