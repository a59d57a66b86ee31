import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../../client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { useChange } from "../../ui/use-change.ts";

interface DialogProps {
  /** Fetches the servers again after the change. */
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

interface RenameProps extends DialogProps {
  readonly recipient: string;
  readonly name: string;
}

/** Calls a machine something else. */
export const RenameServerDialog = ({ recipient, name: before, onDone, onClose }: RenameProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(before);
  const change = useChange(
    () => client.recipients.rename({ recipient, name }),
    () => onDone().then(onClose),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.run();
  };
  return (
    <Dialog title={t("servers.renameTitle")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {change.failure && <FailureAlert failure={change.failure} />}
          <TextInput
            label={t("form.name")}
            description={t("servers.renameHelp")}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={change.busy}>
              {t("servers.renameSave")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};

/** Asks before the note of a copy goes. */
export const ForgetDialog = ({ copy, onDone, onClose }: DialogProps & { readonly copy: string }) => {
  const { t } = useTranslation();
  const change = useChange(
    () => client.servers.forgetCopy({ copy }),
    () => onDone().then(onClose),
  );
  return (
    <Dialog title={t("servers.forgetTitle")} onClose={onClose}>
      <Stack>
        {change.failure && <FailureAlert failure={change.failure} />}
        <Text>{t("servers.forgetText")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("shell.cancel")}
          </Button>
          <Button loading={change.busy} onClick={change.run}>
            {t("servers.forgetConfirm")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
