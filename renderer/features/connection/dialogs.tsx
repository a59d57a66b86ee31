import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { client } from "../../client.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";

interface DialogProps {
  readonly connection: ConnectionDetail;
  readonly onClose: () => void;
}

interface ChangingDialogProps extends DialogProps {
  /** Fetches the connection again after the change. */
  readonly onDone: () => Promise<void>;
}

/** Makes a call that changes something; on success goes on with `then`, on failure keeps why. */
const useChange = (call: () => Promise<unknown>, then: () => Promise<void> | void) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await call();
      await then();
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setBusy(false);
    }
  };
  return { busy, failure, run: () => void run() };
};

/** Gives a connection another name. */
export const RenameDialog = ({ connection, onClose, onDone }: ChangingDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(connection.name);
  const change = useChange(
    () => client.connections.rename({ id: connection.id, name: name.trim() }),
    () => onDone().then(onClose),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.run();
  };
  return (
    <Dialog title={t("connection.renameTitle")} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {change.failure && <FailureAlert failure={change.failure} />}
          <TextInput
            label={t("form.name")}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={change.busy} disabled={name.trim() === ""}>
              {t("connection.renameSave")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
};

/** Asks before a connection leaves the list. */
export const DeleteDialog = ({ connection, serviceName, onClose }: DialogProps & { readonly serviceName: string }) => {
  const { t } = useTranslation();
  const change = useChange(
    () => client.connections.delete({ id: connection.id }),
    async () => {
      await useConnectionsStore.getState().load();
      goTo(addressOf.home);
    },
  );
  return (
    <Dialog title={t("connection.deleteTitle", { name: connection.name })} onClose={onClose}>
      <Stack>
        {change.failure && <FailureAlert failure={change.failure} />}
        <Text>{t("connection.deleteText", { service: serviceName })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("connection.deleteKeep")}
          </Button>
          <Button color="red" loading={change.busy} onClick={change.run}>
            {t("connection.deleteConfirm")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};

/** Asks before this machine takes the grant from another. */
export const TakeBackDialog = ({ connection, onClose, onDone }: ChangingDialogProps) => {
  const { t } = useTranslation();
  const change = useChange(
    () => client.connections.takeOver({ id: connection.id }),
    () => onDone().then(onClose),
  );
  return (
    <Dialog title={t("connection.takeBackTitle")} onClose={onClose}>
      <Stack>
        {change.failure && <FailureAlert failure={change.failure} />}
        <Text>{t("connection.takeBackText")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("shell.cancel")}
          </Button>
          <Button loading={change.busy} onClick={change.run}>
            {t("connection.takeBackConfirm")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
