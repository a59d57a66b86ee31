import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ServiceInfo } from "../../../shared/contract.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { addressOf } from "../../store/route.ts";
import { Screen } from "../../ui/screen.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { ConnectionForm } from "./connection-form.tsx";

/** What a service needs to know before the browser opens. */
export const NewConnectionScreen = ({ info }: { readonly info: ServiceInfo }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <Screen
      narrow
      title={t("form.title", { service: info.definition.name })}
      mark={<ServiceIcon path={info.definition.icon} large />}
      lead={<Text c="dimmed">{localised(info.definition.summary)}</Text>}
      back={{ href: addressOf.pickService, label: t("form.pickTitle") }}
    >
      <ConnectionForm info={info} />
    </Screen>
  );
};
