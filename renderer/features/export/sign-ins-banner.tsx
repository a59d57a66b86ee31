import { Button, Group, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { consentQueue, useConsentQueue } from "../../store/consent-queue-store.ts";

/** Which of several servers a sign-in is for, and the way to leave that server out. */
export const SignInsBanner = () => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const servers = useConsentQueue((state) => state.servers);
  const service = useConsentQueue((state) => state.base?.service ?? "");
  const oneEach = useService(service)?.definition.grant.sharing === "one-per-login";
  const at = servers.findIndex(({ step }) => step.name === "signing");
  const server = servers[at];
  if (!server) return null;
  const people = [...new Set(servers.flatMap(({ made }) => made?.person ?? []))];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>
            {t("signIns.step", {
              number: number.format(at + 1),
              all: number.format(servers.length),
              server: server.name,
            })}
          </Text>
          <Text size="sm">
            {oneEach && people.length > 0
              ? t("signIns.stepOther", { people: people.join(", ") })
              : t("signIns.stepText")}
          </Text>
        </div>
        <Button variant="subtle" size="xs" onClick={() => consentQueue.getState().skip(server.recipient)}>
          {t("signIns.skipThis")}
        </Button>
      </Group>
    </Paper>
  );
};
