import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { machinesText } from "../../../shared/grant-place.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { Dialog } from "../../ui/dialog.tsx";

interface ReconnectDialogProps {
  readonly connection: ConnectionDetail;
  readonly onClose: () => void;
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

/** The machines that a connection lives on, in words. */
export const whereOf = ({ grant: { place } }: ConnectionDetail) =>
  machinesText(place.kind === "elsewhere" ? place.machines : []);
