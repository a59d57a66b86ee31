import { Alert, Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ServiceInfo } from "../../../shared/contract.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import type { AppChoice } from "./form-state.ts";

interface AppChoiceFieldProps {
  readonly info: ServiceInfo;
  readonly choice: AppChoice;
  readonly onChange: (choice: AppChoice) => void;
}

/** Embedded or own OAuth app; where there is no embedded one, says so and leaves no choice. */
export const AppChoiceField = ({ info, choice, onChange }: AppChoiceFieldProps) => {
  const { t } = useTranslation();
  const service = info.definition.name;
  if (!info.embeddedApp) {
    return (
      <Alert color="blue" variant="light" role="note">
        {t("form.appOnlyOwn", { service })}
      </Alert>
    );
  }
  return (
    <Radio.Group
      label={t("form.appChoice")}
      value={choice}
      onChange={(value) => onChange(value === "own" ? "own" : "embedded")}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="embedded" label={t("form.appEmbedded")} description={t("form.appEmbeddedText")} />
        <Radio value="own" label={t("form.appOwn")} description={t("form.appOwnText", { service })} />
      </Stack>
    </Radio.Group>
  );
};

/** The redirect address to register with an own app, ready to copy. */
export const CallbackHint = ({ service, callback }: { readonly service: string; readonly callback: string }) => {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" mb={6}>
        {t("form.callbackHint", { service })}
      </Text>
      <CodeLine text={callback} />
    </div>
  );
};
