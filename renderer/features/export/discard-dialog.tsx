import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/dialog.tsx";

interface DiscardDialogProps {
  readonly onClose: () => void;
  readonly onDiscard: () => void;
}

/** Asks before files go that nobody has saved. */
export const DiscardDialog = ({ onClose, onDiscard }: DiscardDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog title={t("bulk.discardTitle")} onClose={onClose}>
      <Stack>
        <Text>{t("bulk.discardText")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("bulk.discardNot")}
          </Button>
          <Button color="red" onClick={onDiscard}>
            {t("bulk.discard")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
};
