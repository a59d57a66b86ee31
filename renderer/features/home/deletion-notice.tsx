import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocalised } from "../../i18n/use-language.ts";
import type { Failure } from "../../store/failure.ts";

interface DeletionNoticeProps {
  readonly first: string;
  readonly count: number;
  readonly onUndo: () => void;
}

/** Says what leaves the list, and takes it back. What was pressed to delete is gone, so the focus comes here. */
export const DeletionNotice = ({ first, count, onUndo }: DeletionNoticeProps) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
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
