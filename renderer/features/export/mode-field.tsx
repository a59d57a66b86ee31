import { Alert, Radio, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import type { ExportMode } from "./export-state.ts";

interface ModeFieldProps {
  readonly definition: ServiceDefinition;
  readonly mode: ExportMode;
  readonly onChange: (mode: ExportMode) => void;
}

/** Hand over or copy, with the service's own reason for the one that is proposed. */
export const ModeField = ({ definition, mode, onChange }: ModeFieldProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const risky = mode === "copy" && definition.grant.sharing !== "copyable";
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("exporting.mode")}
        description={localised(definition.grant.why)}
        value={mode}
        onChange={(value) => onChange(value === "copy" ? "copy" : "hand-over")}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="hand-over" label={t("exporting.handOver")} description={t("exporting.handOverText")} />
          <Radio value="copy" label={t("exporting.copyMode")} description={t("exporting.copyText")} />
        </Stack>
      </Radio.Group>
      {risky && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />}>
          <Text size="sm">{t("exporting.copyWarning", { service: definition.name })}</Text>
        </Alert>
      )}
    </Stack>
  );
};
