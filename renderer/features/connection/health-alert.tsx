import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { Words } from "../../ui/words.tsx";
import { LivesAlert } from "./lives-alert.tsx";

const alerts = {
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
  const { health, grant, expiresAt } = connection;
  if (health === "good") return null;
  if (health === "elsewhere") {
    return grant.place.kind === "elsewhere" ? (
      <LivesAlert place={grant.place} expiresAt={expiresAt} action={action} />
    ) : null;
  }
  const { title, text, color } = alerts[health];
  const detail = connection.healthDetail && localised(connection.healthDetail);
  return (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden="true" />} title={t(title)}>
      <Stack gap="xs" align="flex-start">
        {detail && (
          <Text size="sm">
            <Words text={detail} />
          </Text>
        )}
        <Text size="sm">{t(text)}</Text>
        {action}
      </Stack>
    </Alert>
  );
};
