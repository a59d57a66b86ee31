import { Anchor, Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sharingWords } from "../../shared/grant-sharing.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import { useLanguage, useLocalised } from "../i18n/use-language.ts";
import classes from "./sharing-note.module.css";

/** What happens to a grant of a service that two machines hold: the label, what it means, and where it is told. */
export const SharingNote = ({ definition: { name, grant } }: { readonly definition: ServiceDefinition }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const localised = useLocalised();
  const space = language === "ja" ? "" : " ";
  const { label, meaning } = sharingWords[grant.sharing];
  return (
    <div className={classes.note}>
      <Badge variant="light" color={grant.sharing === "copyable" ? "green" : "blue"} tt="none" fw={600}>
        {localised(label)}
      </Badge>
      <Text size="sm">
        {localised(meaning)}
        {space}
        <span className={classes.why}>{localised(grant.why)}</span>
        {grant.source && (
          <>
            {" "}
            <Anchor href={grant.source} target="_blank" rel="noopener noreferrer" inherit underline="always">
              {t("shell.source", { service: name })}
            </Anchor>
          </>
        )}
      </Text>
    </div>
  );
};
