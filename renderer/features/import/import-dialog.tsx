import { Button, FileInput, Group, Stack, Text } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "../../../shared/error-catalog.ts";
import { client } from "../../client.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { useChange } from "../../ui/use-change.ts";

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
  const { busy, failure, run, forget } = useChange(
    async (chosen: File) => {
      const content = await chosen.slice(0, largest).text();
      return client.connections
        .import({ content, name: chosen.name, ...(passphrase ? { passphrase } : {}) })
        .catch((thrown: unknown) => {
          if (isAboutPassphrase(failureOf(thrown))) setAsks(true);
          throw thrown;
        });
    },
    ({ id }) => {
      void useConnectionsStore.getState().load();
      onClose();
      goTo(addressOf.connection(id));
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that was dropped is added once
  useEffect(() => {
    if (dropped) run(dropped);
  }, [dropped]);

  return (
    <Dialog title={t("importing.title")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file) run(file);
        }}
      >
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t("importing.lead")}
          </Text>
          <FileInput
            label={t("importing.choose")}
            data-autofocus
            placeholder="OAuthSettings.txt"
            leftSection={<IconFileImport size={16} aria-hidden="true" />}
            value={file}
            onChange={(chosen) => {
              setFile(chosen);
              setAsks(false);
              forget();
            }}
          />
          {asks && (
            <SecretInput
              label={t("importing.passphrase")}
              autoComplete="off"
              data-autofocus
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          )}
          {failure && !isCode(failure, "PASSPHRASE_MISSING") && <FailureAlert failure={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!file || (asks && passphrase === "")}>
              {t("importing.go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};

const isCode = (failure: Failure, code: ErrorCode): boolean => failure.kind === "known" && failure.error.code === code;

const isAboutPassphrase = (failure: Failure): boolean =>
  isCode(failure, "PASSPHRASE_MISSING") || isCode(failure, "PASSPHRASE_WRONG");
