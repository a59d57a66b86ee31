import { Alert, Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail, ExportResult } from "../../../shared/connection.ts";
import { exportWarning } from "../../../shared/grant-sharing.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { client } from "../../client.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { DialogActions } from "../../ui/dialog.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Words } from "../../ui/words.tsx";
import classes from "./export-choices.module.css";
import { hasGrant, initialExport, namesOf, receiversOf, serversOf, targetOf } from "./export-state.ts";
import { useKnownNames } from "./known-names.ts";
import { ModeField } from "./mode-field.tsx";
import { NameField } from "./name-field.tsx";
import { OwnConsent } from "./own-consent.tsx";
import { PassphraseField } from "./passphrase-field.tsx";
import { RecipientsField } from "./recipients-field.tsx";

interface ExportChoicesProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition;
  readonly onReady: (result: ExportResult) => void;
  readonly onClose: () => void;
}

/** For whom the file is made, and what happens to the connection here. */
export const ExportChoices = ({ connection, definition, onReady, onClose }: ExportChoicesProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const known = useKnownNames();
  const [form, setForm] = useState(() => initialExport(definition, connection.properties));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const toId = useId();
  const renewed = hasGrant(definition, connection.properties);
  const to = targetOf(form);
  const warning = renewed ? exportWarning(definition, form.mode, receiversOf(form)) : undefined;

  const warningBox = useRef<HTMLDivElement>(null);
  // A copy is a choice to be warned of at once, though the dialog may be longer than the window.
  useEffect(() => {
    if (form.mode === "copy") warningBox.current?.scrollIntoView({ block: "nearest" });
  }, [form.mode]);

  const make = async () => {
    if (!to) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const names = namesOf(form, known);
      onReady(await client.connections.export({ id: connection.id, to, names, mode: form.mode }));
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
          <RecipientsField form={form} known={known} onChange={setForm} />
        ) : (
          <>
            <PassphraseField form={form} onChange={setForm} />
            <NameField value={form.passphraseName} onChange={(name) => setForm({ ...form, passphraseName: name })} />
          </>
        )}
        {renewed && (
          <ModeField definition={definition} mode={form.mode} onChange={(mode) => setForm({ ...form, mode })} />
        )}
        {renewed && (
          <OwnConsent
            connection={connection}
            definition={definition}
            servers={form.to === "recipients" && to ? serversOf(form, known) : []}
          />
        )}
        {warning && (
          <Alert
            ref={warningBox}
            className={classes.warning}
            color={form.mode === "copy" ? "red" : "orange"}
            icon={<IconAlertTriangle aria-hidden="true" />}
            title={t(form.mode === "copy" ? "exporting.warnCopy" : "exporting.warnOneMachine")}
          >
            <Words text={localised(warning)} />
          </Alert>
        )}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={!to}>
            {t("exporting.make")}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  );
};
