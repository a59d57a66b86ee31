import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { client } from "../../client.ts";
import { useConnectionsStore } from "../../store/connections-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { useChange } from "../../ui/use-change.ts";

interface DialogProps {
  readonly connection: ConnectionDetail;
  readonly onClose: () => void;
}

interface ChangingDialogProps extends DialogProps {
  /** Fetches the connection again after the change. */
  readonly onDone: () => Promise<void>;
}

const tagsIn = (text: string): string[] =>
  text
    .split(/[,、，]/)
    .map((tag) => tag.trim())
    .filter(Boolean);

/** Gives a connection another name, and tags. */
export const RenameDialog = ({ connection, onClose, onDone }: ChangingDialogProps) => {
  const { t } = useTranslation();
  const { id } = connection;
  const [name, setName] = useState(connection.name);
  const [tags, setTags] = useState((connection.tags ?? []).join(", "));
  const change = useChange(
    async () => {
      // Tags alone are no new name: the events would say so.
      if (name.trim() !== connection.name) await client.connections.rename({ id, name: name.trim() });
      await client.connections.tag({ id, tags: tagsIn(tags) });
      await useConnectionsStore.getState().refresh([id]);
    },
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
          <TextInput
            label={t("connection.tags")}
            description={t("connection.tagsHelp")}
            value={tags}
            maxLength={500}
            onChange={(event) => setTags(event.currentTarget.value)}
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
