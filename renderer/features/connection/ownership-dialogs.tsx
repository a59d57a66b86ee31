import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { machinesText } from "../../../shared/grant-place.ts";
import { takeBackWords } from "../../../shared/grant-sharing.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { client } from "../../client.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import type { Failure } from "../../store/failure.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { useChange } from "./use-change.ts";

interface OwnershipDialogProps {
  readonly connection: ConnectionDetail;
  readonly onClose: () => void;
}

interface TakeBackDialogProps extends OwnershipDialogProps {
  readonly definition: ServiceDefinition;
  /** Fetches the connection again after the change. */
  readonly onDone: () => Promise<void>;
}

/** Says what taking a grant back does, and asks. Where the service refuses, says that, and changes nothing. */
export const TakeBackDialog = ({ connection, definition, onClose, onDone }: TakeBackDialogProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const change = useChange(
    () => client.connections.takeOver({ id: connection.id }),
    () => onDone().then(onClose),
  );
  return (
    <Dialog title={t("connection.takeBackTitle")} onClose={onClose} wide>
      <Stack>
        {change.failure ? (
          <FailureAlert failure={change.failure} />
        ) : (
          <List spacing="xs">
            {takeBackWords(definition, whereOf(connection)).map((words) => (
              <List.Item key={words.en}>{localised(words)}</List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t(change.failure ? "shell.close" : "shell.cancel")}
          </Button>
          {!isRefused(change.failure) && (
            <Button loading={change.busy} onClick={change.run}>
              {t(change.failure ? "shell.retry" : "connection.takeBackConfirm")}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
};

/** The service's last word: asking once more changes nothing. */
const isRefused = (failure: Failure | undefined): boolean =>
  failure?.kind === "known" && failure.error.code === "TAKE_OVER_REFUSED";

interface ReconnectDialogProps extends OwnershipDialogProps {
  readonly onConfirm: () => void;
}

/** Asks before a sign-in that ends the connection where it lives. */
export const ReconnectDialog = ({ connection, onClose, onConfirm }: ReconnectDialogProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <Dialog title={t("connection.reconnectTitle")} onClose={onClose}>
      <Stack>
        <Text>{t("connection.reconnectText", { where: localised(whereOf(connection)) })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("shell.cancel")}
          </Button>
          <Button onClick={onConfirm}>{t("connection.reconnectConfirm")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
};

const whereOf = ({ grant: { place } }: ConnectionDetail) =>
  machinesText(place.kind === "elsewhere" ? place.machines : []);
