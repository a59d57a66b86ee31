import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import type { GrantSharing, ServiceDefinition } from "../../../shared/service.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { Fold } from "../../ui/fold.tsx";

interface OwnConsentProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition;
}

const rules = {
  copyable: "exporting.ownConsentCopyable",
  "single-owner": "exporting.ownConsentSingle",
  "one-per-login": "exporting.ownConsentLogin",
} as const satisfies Record<GrantSharing, string>;

/** The way for several servers: a grant of its own for each, as far as the service's rules allow it. */
export const OwnConsent = ({ connection, definition }: OwnConsentProps) => {
  const { t } = useTranslation();
  const begin = () => {
    const { id, service, name } = connection;
    void useSignInStore.getState().connectLike({ id, service, name: t("exporting.ownConsentName", { name }) });
  };
  return (
    <Fold title={t("exporting.ownConsent")}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("exporting.ownConsentText")}</Text>
        <Text size="sm">{t(rules[definition.grant.sharing])}</Text>
        <Button size="xs" variant="default" onClick={begin}>
          {t("exporting.ownConsentBegin")}
        </Button>
      </Stack>
    </Fold>
  );
};
