import { Button, Group, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail, ExportResult } from "../../../shared/connection.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { client } from "../../client.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { hasGrant, initialExport, targetOf, wrongRecipient } from "./export-state.ts";
import { ModeField } from "./mode-field.tsx";
import { PassphraseField } from "./passphrase-field.tsx";

interface ExportChoicesProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition;
  readonly onReady: (result: ExportResult) => void;
  readonly onClose: () => void;
}

/** For whom the file is made, and what happens to the connection here. */
export const ExportChoices = ({ connection, definition, onReady, onClose }: ExportChoicesProps) => {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => initialExport(definition, connection.properties));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const toId = useId();
  const renewed = hasGrant(definition, connection.properties);
  const to = targetOf(form);

  const make = async () => {
    if (!to) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const { warning, ...result } = await client.connections.export({ id: connection.id, to, mode: form.mode });
      onReady(renewed && warning ? { ...result, warning } : result);
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };

  return (
    <form onSubmit={onSubmit} noValidate autoComplete="off">
      <Stack gap="lg">
        <Text c="dimmed">{t("exporting.lead")}</Text>
        {failure && <FailureAlert failure={failure} />}
        <div>
          <Text size="sm" fw={500} mb={6} id={toId}>
            {t("exporting.to")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby={toId}
            value={form.to}
            onChange={(value) => setForm({ ...form, to: value === "passphrase" ? "passphrase" : "recipients" })}
            data={[
              { value: "recipients", label: t("exporting.toRecipient") },
              { value: "passphrase", label: t("exporting.toPassphrase") },
            ]}
          />
        </div>
        {form.to === "recipients" ? (
          <RecipientsField value={form.recipients} onChange={(recipients) => setForm({ ...form, recipients })} />
        ) : (
          <PassphraseField form={form} onChange={setForm} />
        )}
        {renewed && (
          <ModeField definition={definition} mode={form.mode} onChange={(mode) => setForm({ ...form, mode })} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={!to}>
            {t("exporting.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

interface RecipientsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const RecipientsField = ({ value, onChange }: RecipientsFieldProps) => {
  const { t } = useTranslation();
  const wrong = wrongRecipient(value);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t("exporting.recipientsHelp")}
      </Text>
      <CodeLine text="keyferry identity" />
      <Textarea
        label={t("exporting.recipients")}
        placeholder="age1…"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={wrong !== undefined && t("exporting.recipientsInvalid", { line: wrong })}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        data-autofocus
      />
    </Stack>
  );
};
