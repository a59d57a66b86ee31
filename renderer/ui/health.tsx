import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDevices, IconLockX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary, Health } from "../../shared/connection.ts";
import { useLocalised } from "../i18n/use-language.ts";
import { useForecastLine } from "./forecast.ts";

const looks = {
  good: { word: "home.healthGood", color: "green", Icon: IconCircleCheck },
  elsewhere: { word: "home.healthElsewhere", color: "blue", Icon: IconDevices },
  "consent-needed": { word: "home.healthConsentNeeded", color: "orange", Icon: IconAlertTriangle },
  unreadable: { word: "home.healthUnreadable", color: "red", Icon: IconLockX },
} as const satisfies Record<Health, object>;

/** The key of the word for how a connection stands. */
export const healthWordOf = (health: Health) => looks[health].word;

/** Whether a test that passed before can no longer be true of a connection that stands so. */
export const contradictsPassedTest = (health: Health): boolean =>
  health === "consent-needed" || health === "unreadable";

/** How a connection stands: a word, a colour and a sign that all say the same. */
export const HealthBadge = ({ health }: { readonly health: Health }) => {
  const { t } = useTranslation();
  const { word, color, Icon } = looks[health];
  return (
    <Badge color={color} variant="light" tt="none" fw={600} leftSection={<Icon size={14} aria-hidden="true" />}>
      {t(word)}
    </Badge>
  );
};

/** What happens to a connection next, in one sentence. */
export const useNextStep = (): ((connection: ConnectionSummary, now: number) => string) => {
  const { t } = useTranslation();
  const lineOf = useForecastLine();
  const localised = useLocalised();
  return ({ health, healthDetail, forecast }, now) => {
    switch (health) {
      case "good":
        return lineOf(forecast, now);
      case "elsewhere":
        return t("home.nextElsewhere", { where: healthDetail ? localised(healthDetail) : "–" });
      case "consent-needed":
        return t("home.nextConsentNeeded");
      case "unreadable":
        return t("home.nextUnreadable");
    }
  };
};
