import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { addressOf } from "../store/route.ts";
import { Screen } from "./screen.tsx";

/** For addresses that lead nowhere, and connections that are gone. */
export const LostScreen = () => {
  const { t } = useTranslation();
  return (
    <Screen narrow title={t("shell.lostTitle")} lead={<Text c="dimmed">{t("shell.lostText")}</Text>}>
      <Button component="a" href={addressOf.home}>
        {t("shell.backHome")}
      </Button>
    </Screen>
  );
};
