import { Alert, Text, TextInput, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useHome, useServices } from "../../store/app-store.ts";
import { usePasteStore } from "../../store/paste-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Screen } from "../../ui/screen.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { Words } from "../../ui/words.tsx";
import { findServices } from "./find-services.ts";
import classes from "./service-picker.module.css";

/** The services that can be connected, one card each; what is typed leaves those that it names, and Enter takes the first. */
export const ServicePicker = () => {
  const { t } = useTranslation();
  const services = useServices();
  const home = useHome();
  const names = usePasteStore((state) => state.names);
  const [text, setText] = useState("");
  const found = findServices(services, text);
  const [first] = found;
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
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (first && text.trim()) goTo(addressOf.newConnection(first.definition.id));
          }}
        >
          <TextInput
            aria-label={t("form.pickSearch")}
            placeholder={t("form.pickSearch")}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            type="search"
            mb="md"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </form>
      </search>
      <div role="status">
        {first ? (
          <VisuallyHidden>{t("form.pickFound", { count: found.length })}</VisuallyHidden>
        ) : (
          <Text c="dimmed">{t("form.pickNone", { text: text.trim() })}</Text>
        )}
      </div>
      <div className={classes.cards}>
        {found.map(({ definition }) => (
          <ServiceCard key={definition.id} definition={definition} />
        ))}
      </div>
      <Text size="sm" c="dimmed" mt="lg">
        <Words text={t("form.pickOwn", { folder: folderIn(home, "services") })} />
      </Text>
    </Screen>
  );
};

/** A folder in another, named as the system that the path is of names it. */
const folderIn = (path: string, name: string): string => `${path}${path.includes("\\") ? "\\" : "/"}${name}`;

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
      <span className={classes.words}>
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
