import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type ExportMode, sharingWords, standardMode } from "../../../shared/grant-sharing.ts";
import { sentences } from "../../../shared/localised.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { SharingNote } from "../../ui/sharing-note.tsx";

interface ModeFieldProps {
  readonly definition: ServiceDefinition;
  readonly mode: ExportMode;
  readonly onChange: (mode: ExportMode) => void;
}

const labels = { "hand-over": "exporting.handOver", copy: "exporting.copyMode" } as const;

/** Hand over or copy: what each leads to with this service, and which one is proposed, and why. */
export const ModeField = ({ definition, mode, onChange }: ModeFieldProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const { sharing } = definition.grant;
  const { modes, proposal } = sharingWords[sharing];
  const description = (each: ExportMode) =>
    localised(each === standardMode(sharing) ? sentences(modes[each], proposal) : modes[each]);
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("exporting.mode")}
        value={mode}
        onChange={(value) => onChange(value === "copy" ? "copy" : "hand-over")}
      >
        <Stack gap="sm" mt="xs">
          <SharingNote definition={definition} />
          {(["hand-over", "copy"] as const).map((each) => (
            <Radio key={each} value={each} label={t(labels[each])} description={description(each)} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  );
};
