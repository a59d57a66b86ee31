import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { shortRecipient } from "../../../shared/grant-place.ts";

interface NameFieldProps {
  /** The recipient, where there are several to tell apart. */
  readonly of?: string | undefined;
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** What a machine is called from now on, in place of its recipient. */
export const NameField = ({ of: recipient, value, onChange }: NameFieldProps) => {
  const { t } = useTranslation();
  return (
    <TextInput
      label={
        recipient === undefined
          ? t("exporting.machineName")
          : t("exporting.machineNameOf", { recipient: shortRecipient(recipient) })
      }
      description={recipient === undefined && t("exporting.machineNameHelp")}
      placeholder="db-1"
      value={value}
      maxLength={60}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};
