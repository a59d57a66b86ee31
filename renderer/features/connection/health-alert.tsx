import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { useLocalised } from "../../i18n/use-language.ts";

const alerts = {
  elsewhere: { title: "connection.alertElsewhere", text: "connection.alertElsewhereText", color: "blue" },
  "consent-needed": {
    title: "connection.alertConsentNeeded",
    text: "connection.alertConsentNeededText",
    color: "orange",
  },
  unreadable: { title: "connection.alertUnreadable", text: "connection.alertUnreadableText", color: "red" },
} as const;

interface HealthAlertProps {
  readonly connection: ConnectionDetail;
  /** The button that mends it. */
  readonly action: ReactNode;
}

/** Why a connection is not good here, and the way out. Nothing where it is good. */
export const HealthAlert = ({ connection, action }: HealthAlertProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  if (connection.health === "good") return null;
  const { title, text, color } = alerts[connection.health];
  const detail = connection.healthDetail && localised(connection.healthDetail);
  return (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden="true" />} title={t(title)}>
      <Stack gap="xs" align="flex-start">
        {detail && connection.health !== "elsewhere" && <Text size="sm">{detail}</Text>}
        <Text size="sm">{t(text, { owner: detail ?? "–" })}</Text>
        {action}
      </Stack>
    </Alert>
  );
};
