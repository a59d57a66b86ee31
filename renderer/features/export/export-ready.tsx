import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconGripVertical } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ExportCheck, ExportResult } from "../../../shared/connection.ts";
import { client } from "../../client.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { onDesktop } from "../../store/desktop-store.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DialogActions } from "../../ui/dialog.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Words } from "../../ui/words.tsx";
import classes from "./export-ready.module.css";
import { KitView } from "./kit-view.tsx";

interface ExportReadyProps {
  readonly result: ExportResult;
  readonly onClose: () => void;
}

/** The file that was made, and what to do with it on the server. */
export const ExportReady = ({ result, onClose }: ExportReadyProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const beginning = useRef<HTMLParagraphElement>(null);
  const save = useRef<HTMLButtonElement>(null);
  // The choices may have been scrolled to their end, and what follows them begins at its beginning. The button that
  // made the file is gone: its focus goes to what comes next.
  useEffect(() => {
    save.current?.focus({ preventScroll: true });
    beginning.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <Stack gap="lg">
      <Text role="status" ref={beginning}>
        {t(result.mode === "copy" ? "exporting.doneCopy" : "exporting.doneHandOver")}
      </Text>
      {result.warning && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />}>
          <Words text={localised(result.warning)} />
        </Alert>
      )}
      <Group gap="sm">
        <Button
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={() => saveFile(result.fileName, result.file)}
          ref={save}
        >
          {t("exporting.save", { file: result.fileName })}
        </Button>
        {onDesktop && (
          <Button
            variant="default"
            draggable
            leftSection={<IconGripVertical size={18} aria-hidden="true" />}
            onDragStart={(event) => {
              event.preventDefault();
              void client.desktop.dragOut({ fileName: result.fileName, content: result.file });
            }}
          >
            {t("exporting.dragOut")}
          </Button>
        )}
        <CopyButton size="sm" text={result.file} label={t("exporting.copyFile")} />
      </Group>
      <Checked checked={result.checked} />
      <SealedTo {...result} />
      <section>
        <h3 className={classes.heading}>{t("exporting.connectionString")}</h3>
        <CodeLine text={result.connectionString} copyLabel={`${t("shell.copy")}: ${t("exporting.connectionString")}`} />
      </section>
      <KitView result={result} />
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {t("exporting.done")}
        </Button>
      </DialogActions>
    </Stack>
  );
};

const SealedTo = ({ sealedTo, names = [] }: Pick<ExportResult, "sealedTo" | "names">) => {
  const { t } = useTranslation();
  if (sealedTo === "passphrase") return <Text size="sm">{t("exporting.sealedPassphrase")}</Text>;
  return (
    <div>
      <Text size="sm">{t("exporting.sealedTo")}</Text>
      <ul className={classes.recipients}>
        {sealedTo.map((recipient, index) => (
          <li key={recipient}>
            {names[index] && <strong>{names[index]}: </strong>}
            <code>{recipient}</code>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** What was proved of the file before it left. */
const Checked = ({ checked }: { readonly checked: ExportCheck }) => {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <IconCircleCheck size={20} className={classes.checked} aria-hidden="true" />
      <Text size="sm">
        {checked.how === "passphrase"
          ? t("exporting.checkedPassphrase")
          : t("exporting.checked", { count: checked.count })}
        {checked.how === "recipients" && checked.openedHere && ` ${t("exporting.checkedOpenedHere")}`}
      </Text>
    </Group>
  );
};
