import { Button, Group, List, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { takeBackWords } from "../../shared/grant-sharing.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { client } from "../client.ts";
import { useLocalised } from "../i18n/use-language.ts";
import type { Failure } from "../store/failure.ts";
import { Dialog } from "./dialog.tsx";
import { FailureAlert } from "./failure-alert.tsx";
import { useChange } from "./use-change.ts";
import { Words } from "./words.tsx";

interface TakeBackDialogProps {
  /** The id of the connection. */
  readonly connection: string;
  readonly definition: ServiceDefinition;
  /** The machines it is taken back from, in words. */
  readonly where: Localised;
  /** Fetches what is shown again after the change. */
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** Says what taking a grant back does, and asks. Where the service refuses, says that, and changes nothing. */
export const TakeBackDialog = ({ connection, definition, where, onClose, onDone }: TakeBackDialogProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const change = useChange(
    () => client.connections.takeOver({ id: connection }),
    () => onDone().then(onClose),
  );
  return (
    <Dialog title={t("connection.takeBackTitle")} onClose={onClose} wide>
      <Stack>
        {change.failure ? (
          <FailureAlert failure={change.failure} />
        ) : (
          <List spacing="xs">
            {takeBackWords(definition, where).map((words) => (
              <List.Item key={words.en}>
                <Words text={localised(words)} />
              </List.Item>
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
