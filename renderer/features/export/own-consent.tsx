import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import type { GrantSharing, ServiceDefinition } from "../../../shared/service.ts";
import { hasUnsavedFiles, nextOf } from "../../store/consent-queue.ts";
import { consentQueue, useConsentQueue } from "../../store/consent-queue-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { Fold } from "../../ui/fold.tsx";

interface OwnConsentProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition;
  /** The servers entered, with their names. */
  readonly servers: readonly { readonly recipient: string; readonly name: string }[];
}

const rules = {
  copyable: "exporting.ownConsentCopyable",
  "single-owner": "exporting.ownConsentSingle",
  "one-per-login": "exporting.ownConsentLogin",
} as const satisfies Record<GrantSharing, string>;

/** The way for several servers: a grant of its own for each, as far as the service's rules allow it. */
export const OwnConsent = ({ connection, definition, servers }: OwnConsentProps) => {
  const { t } = useTranslation();
  const { sharing } = definition.grant;
  const several = servers.length > 1 && sharing !== "copyable";
  return (
    <Fold title={t("exporting.ownConsent")} open={several}>
      {several ? (
        <ForEach connection={connection} definition={definition} servers={servers} />
      ) : (
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t("exporting.ownConsentText")}</Text>
          <Text size="sm">{t(rules[sharing])}</Text>
          <OnceMore connection={connection} />
        </Stack>
      )}
    </Fold>
  );
};

const OnceMore = ({ connection: { id, service, name } }: { readonly connection: ConnectionDetail }) => {
  const { t } = useTranslation();
  const begin = () =>
    void useSignInStore.getState().connectLike({ id, service, name: t("exporting.ownConsentName", { name }) });
  return (
    <Button size="xs" variant="default" onClick={begin}>
      {t("exporting.ownConsentBegin")}
    </Button>
  );
};

/** Leads through one sign-in for each server that was entered. */
const ForEach = ({ connection: { id, service, name }, definition, servers }: OwnConsentProps) => {
  const { t } = useTranslation();
  const count = servers.length;
  const busy = useConsentQueue((state) => nextOf(state.servers) !== undefined || hasUnsavedFiles(state));
  const begin = () => {
    consentQueue.getState().begin({ id, service, name }, servers);
    goTo(addressOf.signIns);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        {t(definition.grant.sharing === "one-per-login" ? "signIns.offerLogin" : "signIns.offer", { count })}
      </Text>
      {busy ? (
        <Text size="sm">
          {t("signIns.busy")}{" "}
          <Anchor href={addressOf.signIns} inherit underline="always">
            {t("signIns.show")}
          </Anchor>
        </Text>
      ) : (
        <Button size="xs" onClick={begin}>
          {t("signIns.begin", { count })}
        </Button>
      )}
    </Stack>
  );
};
