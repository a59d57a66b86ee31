import { Alert, Text, UnstyledButton } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useServices } from "../../store/app-store.ts";
import { usePasteStore } from "../../store/paste-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Screen } from "../../ui/screen.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import classes from "./service-picker.module.css";

/** The services that can be connected, one card each. */
export const ServicePicker = () => {
  const { t } = useTranslation();
  const services = useServices();
  const names = usePasteStore((state) => state.names);
  return (
    <Screen
      title={t("form.pickTitle")}
      lead={<Text c="dimmed">{t("form.pickLead")}</Text>}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
    >
      {names.length > 0 && (
        <Alert color="blue" mb="md" role="status">
          {t("importing.pasted", { names: names.join(", ") })}
        </Alert>
      )}
      <div className={classes.cards}>
        {services.map(({ definition }) => (
          <ServiceCard key={definition.id} definition={definition} />
        ))}
      </div>
    </Screen>
  );
};

const ServiceCard = ({ definition }: { readonly definition: ServiceDefinition }) => {
  const localised = useLocalised();
  const id = useId();
  return (
    <UnstyledButton
      className={classes.card}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-summary`}
      onClick={() => goTo(addressOf.newConnection(definition.id))}
    >
      <ServiceIcon path={definition.icon} large />
      <span>
        <span className={classes.name} id={`${id}-name`}>
          {definition.name}
        </span>
        <span className={classes.summary} id={`${id}-summary`}>
          {localised(definition.summary)}
        </span>
      </span>
    </UnstyledButton>
  );
};
