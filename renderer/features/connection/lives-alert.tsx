import { Alert, Stack, Text } from "@mantine/core";
import { IconDevices } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { type GrantPlace, machinesText } from "../../../shared/grant-place.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { dayText, momentText } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";

type Elsewhere = Extract<GrantPlace, { kind: "elsewhere" }>;

interface LivesAlertProps {
  readonly place: Elsewhere;
  /** When the token kept here lapses, in milliseconds since 1970. */
  readonly expiresAt: ConnectionDetail["expiresAt"];
  /** The button that takes it back. */
  readonly action: ReactNode;
}

/** Where a connection lives that is renewed by another machine, since when, and what is left of it here. */
export const LivesAlert = ({ place, expiresAt, action }: LivesAlertProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(30_000);
  const { machines, handedOver } = place;
  const where = machinesText(machines)[language];
  const day = handedOver && dayText(handedOver.at, language);
  const title = () => {
    if (day === undefined) return t("connection.livesElsewhere", { where });
    return machines.length === 0 ? t("connection.livesByPassphrase", { day }) : t("connection.livesOn", { where, day });
  };
  return (
    <Alert color="blue" icon={<IconDevices aria-hidden="true" />} title={title()}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {[
            handedOver?.fileName &&
              t("connection.livesFile", { file: handedOver.fileName, time: momentText(handedOver.at, language) }),
            t(renewedBy(machines.length)),
            expiresAt !== undefined &&
              expiresAt > now &&
              t("connection.livesToken", { time: momentText(expiresAt, language) }),
          ]
            .filter(Boolean)
            .join(language === "ja" ? "" : " ")}
        </Text>
        {action}
      </Stack>
    </Alert>
  );
};

const renewedBy = (machines: number) => {
  if (machines === 0) return "connection.livesByPassphraseText";
  return machines === 1 ? "connection.livesText" : "connection.livesSeveral";
};
