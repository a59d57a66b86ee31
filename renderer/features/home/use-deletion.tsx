import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage, useLocalised } from "../../i18n/use-language.ts";
import { waitingOf } from "../../store/deletions.ts";
import { deletions } from "../../store/deletions-store.ts";
import { failureOf } from "../../store/failure.ts";

const undoMs = 10_000;

/**
 * Deletes connections once the notice that offers to undo it is gone: after ten seconds, when it is
 * closed, or when this screen is left. A window that closes before has deleted nothing.
 */
export const useDeletion = (): ((chosen: readonly { readonly id: string; readonly name: string }[]) => void) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const number = new Intl.NumberFormat(useLanguage());
  // Closing a notice carries its deletion out.
  useEffect(() => () => waitingOf(deletions.getState().batches).forEach((batch) => void notifications.hide(batch)), []);

  const carryOut = async (batch: string): Promise<void> => {
    const [thrown, ...more] = await deletions.getState().carryOut(batch);
    if (thrown === undefined) return;
    const failure = failureOf(thrown);
    notifications.show({
      color: "red",
      title: t("home.deleteFailed", { number: number.format(1 + more.length) }),
      message: failure.kind === "known" ? localised(failure.error.message) : t("shell.failed"),
    });
  };
  const undo = (batch: string): void => {
    deletions.getState().undo(batch);
    notifications.hide(batch);
  };
  return (chosen) => {
    const batch = crypto.randomUUID();
    const [first, ...more] = chosen;
    if (!first) return;
    deletions.getState().put(
      batch,
      chosen.map(({ id }) => id),
    );
    notifications.show({
      id: batch,
      color: "gray",
      autoClose: undoMs,
      closeButtonProps: { "aria-label": t("shell.close") },
      onClose: () => void carryOut(batch),
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            {more.length === 0
              ? t("home.deletedOne", { name: first.name })
              : t("home.deleted", { number: number.format(chosen.length) })}
          </Text>
          <Button variant="light" size="compact-sm" onClick={() => undo(batch)}>
            {t("home.undo")}
          </Button>
        </Group>
      ),
    });
  };
};
