import { Button, FileInput, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../../client.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";

export interface ImportDialogProps {
  /** A file that was dropped on the window. */
  readonly dropped: File | undefined;
  readonly onClose: () => void;
}

/** A settings file is small; what is larger is something else. */
const largest = 1_000_000;

/** Takes in a settings file that was carried here. The passphrase is asked for once the file says that it needs one. */
export const ImportDialog = ({ dropped, onClose }: ImportDialogProps) => {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(dropped ?? null);
  const [passphrase, setPassphrase] = useState("");
  const [asks, setAsks] = useState(false);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const add = async (chosen: File): Promise<void> => {
    setRunning(true);
    setFailure(undefined);
    try {
      const content = await chosen.slice(0, largest).text();
      const { id } = await client.connections.import({ content, ...(passphrase ? { passphrase } : {}) });
      void useConnectionsStore.getState().load();
      onClose();
      goTo(addressOf.connection(id));
    } catch (thrown) {
      const failed = failureOf(thrown);
      const code = failed.kind === "known" ? failed.error.code : undefined;
      if (code === "PASSPHRASE_MISSING" || code === "PASSPHRASE_WRONG") setAsks(true);
      if (code !== "PASSPHRASE_MISSING") setFailure(failed);
    }
    setRunning(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that was dropped is added once
  useEffect(() => {
    if (dropped) void add(dropped);
  }, [dropped]);

  return (
    <Dialog title={t("importing.title")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file) void add(file);
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t("importing.lead")}
          </Text>
          <FileInput
            label={t("importing.choose")}
            placeholder="OAuthSettings.txt"
            leftSection={<IconFileImport size={16} aria-hidden="true" />}
            value={file}
            onChange={(chosen) => {
              setFile(chosen);
              setAsks(false);
              setFailure(undefined);
            }}
          />
          {asks && (
            <PasswordInput
              label={t("importing.passphrase")}
              autoComplete="off"
              data-autofocus
              visibilityToggleButtonProps={{ "aria-label": t("form.show"), tabIndex: 0, "aria-hidden": false }}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          )}
          {failure && <FailureAlert failure={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={running} disabled={!file || (asks && passphrase === "")}>
              {t("importing.go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};
