import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocalised } from "../i18n/use-language.ts";
import type { Failure } from "../store/failure.ts";
import { Words } from "./words.tsx";

interface FailureAlertProps {
  readonly failure: Failure;
  /** What could not be done; the error's own sentence stands alone without it. */
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}

/** What failed, why, and what to do next, in the language of the screens. */
export const FailureAlert = ({ failure, title, onRetry, onClose }: FailureAlertProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const message = failure.kind === "known" ? localised(failure.error.message) : t("shell.failed");
  const remedy = failure.kind === "known" ? localised(failure.error.remedy) : t("shell.failedRemedy");
  return (
    <Alert
      color="red"
      icon={<IconAlertCircle aria-hidden="true" />}
      title={title ?? <Words text={message} />}
      {...(onClose ? { withCloseButton: true, onClose, closeButtonLabel: t("shell.close") } : {})}
    >
      <Stack gap="xs" align="flex-start">
        {title && (
          <Text size="sm">
            <Words text={message} />
          </Text>
        )}
        <Text size="sm">
          <Words text={remedy} />
        </Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("shell.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
};
