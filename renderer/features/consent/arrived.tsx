import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconUserCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Arrival } from "../../../shared/connection.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { Panel } from "../../ui/panel.tsx";
import { ArrivalWords, ScopeList } from "./arrival-words.tsx";

interface ArrivedProps {
  readonly arrival: Arrival;
  readonly undecided: boolean;
  readonly service: string;
}

/** What a consent brought, before it is saved, and the choice where something is not as it was or as was asked. */
export const Arrived = ({ arrival, undecided, service }: ArrivedProps) => {
  const { t } = useTranslation();
  const decide = useSignInStore((state) => state.decide);
  const { before, missing, person, account } = arrival;
  return (
    <Panel>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" role="status">
          {undecided ? <IconUserCheck aria-hidden="true" /> : <Loader size="sm" aria-hidden="true" />}
          <div>
            <Text fw={600}>
              {person === undefined ? (
                t("consent.arrivedUnknown", { service })
              ) : (
                <ArrivalWords person={person} account={account} />
              )}
            </Text>
            {!undecided && <Text size="sm">{t("consent.saving")}</Text>}
          </div>
        </Group>
        {before !== undefined && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={t("consent.otherAccount")}>
            {t("consent.otherAccountText", { before, account: account ?? "" })}
          </Alert>
        )}
        {missing.length > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={t("consent.lessGranted")}>
            <Stack gap="xs">
              <Text size="sm">{t("consent.lessGrantedText", { service })}</Text>
              <ScopeList title={t("consent.scopesMissing")} scopes={missing} />
            </Stack>
          </Alert>
        )}
        {arrival.granted && <ScopeList title={t("consent.scopesGranted")} scopes={arrival.granted} />}
        {undecided && (
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void decide(false)}>
              {t(before === undefined ? "consent.letGo" : "consent.keepBefore")}
            </Button>
            <Button onClick={() => void decide(true)}>
              {t(before === undefined ? "consent.keepAllTheSame" : "consent.useNew")}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
};
