import { Button, Group, Text } from "@mantine/core";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocalised } from "../../i18n/use-language.ts";
import type { Failure } from "../../store/failure.ts";

interface DeletionNoticeProps {
  readonly first: string;
  readonly count: number;
  readonly onUndo: () => void;
}

/** Says what leaves the list, and takes it back, by Ctrl+Z too. What was pressed to delete is gone, so the focus comes here. */
export const DeletionNotice = ({ first, count, onUndo }: DeletionNoticeProps) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const undoByKeys = useEffectEvent((event: KeyboardEvent): void => {
    // In a field it undoes what was typed.
    if (event.defaultPrevented || (event.target instanceof HTMLInputElement && event.target.type !== "checkbox"))
      return;
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== "z") return;
    event.preventDefault();
    onUndo();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => undoByKeys(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{count === 1 ? t("home.deletedOne", { name: first }) : t("home.deleted", { count })}</Text>
      <Button ref={button} variant="light" size="compact-sm" onClick={onUndo}>
        {t("home.undo")}
      </Button>
    </Group>
  );
};

/** Says that a deletion was not done, and why. */
export const DeletionFailed = ({ count, failure }: { readonly count: number; readonly failure: Failure }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <>
      <Text size="sm" fw={600}>
        {t("home.deleteFailed", { count })}
      </Text>
      <Text size="sm">{failure.kind === "known" ? localised(failure.error.message) : t("shell.failed")}</Text>
    </>
  );
};
