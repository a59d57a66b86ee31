import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CodeLine } from "../../ui/code-line.tsx";
import { type ExportForm, recipientsIn, wrongRecipient } from "./export-state.ts";
import { NameField } from "./name-field.tsx";

interface RecipientsFieldProps {
  readonly form: ExportForm;
  /** Names given at earlier exports, by their recipients. */
  readonly known: Readonly<Record<string, string>>;
  readonly onChange: (form: ExportForm) => void;
}

/** The machines that may open the file, and what to call each. */
export const RecipientsField = ({ form, known, onChange }: RecipientsFieldProps) => {
  const { t } = useTranslation();
  const wrong = wrongRecipient(form.recipients);
  const entered = recipientsIn(form.recipients);
  const others = Object.entries(known).filter(([recipient]) => !entered.includes(recipient));
  const add = (recipient: string) =>
    onChange({ ...form, recipients: [form.recipients.trimEnd(), recipient].filter(Boolean).join("\n") });
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t("exporting.recipientsHelp")}
      </Text>
      <CodeLine text="keyferry identity" />
      <Textarea
        label={t("exporting.recipients")}
        placeholder="age1…"
        value={form.recipients}
        onChange={(event) => onChange({ ...form, recipients: event.currentTarget.value })}
        error={wrong !== undefined && t("exporting.recipientsInvalid", { line: wrong })}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        data-autofocus
      />
      {others.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("exporting.known")}
          </Text>
          {others.map(([recipient, name]) => (
            <Button
              key={recipient}
              size="compact-sm"
              variant="default"
              aria-label={t("exporting.knownAdd", { name })}
              onClick={() => add(recipient)}
            >
              {name}
            </Button>
          ))}
        </Group>
      )}
      {wrong === undefined &&
        entered.map((recipient) => (
          <NameField
            key={recipient}
            of={entered.length > 1 ? recipient : undefined}
            value={form.names[recipient] ?? known[recipient] ?? ""}
            onChange={(name) => onChange({ ...form, names: { ...form.names, [recipient]: name } })}
          />
        ))}
    </Stack>
  );
};
