import { Alert, Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CodeLine } from "../../ui/code-line.tsx";
import type { AppChoice } from "./form-state.ts";

/** Why there is no choice, in words. */
const reasons = {
  password: "form.appOwnForPassword",
  service: "form.appOwnForService",
  installation: "form.appOnlyOwn",
} as const;

interface AppChoiceFieldProps {
  readonly service: string;
  /** Why it has to be an own app; undefined where there is a choice. */
  readonly whyOwn: keyof typeof reasons | undefined;
  readonly choice: AppChoice;
  readonly onChange: (choice: AppChoice) => void;
}

/** Embedded or own OAuth app; where it has to be an own one, says why and leaves no choice. */
export const AppChoiceField = ({ service, whyOwn, choice, onChange }: AppChoiceFieldProps) => {
  const { t } = useTranslation();
  if (whyOwn) {
    return (
      <Alert color="blue" variant="light" role="note">
        {t(reasons[whyOwn], { service })}
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
