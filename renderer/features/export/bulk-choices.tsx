import { Alert, Badge, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { exportWarning, sharingWords } from "../../../shared/grant-sharing.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useService, useServices } from "../../store/app-store.ts";
import { bulkExport } from "../../store/bulk-export-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Panel } from "../../ui/panel.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import classes from "./bulk-export.module.css";
import type { Included, Planned } from "./bulk-plan.ts";
import { emptyForm, namesOf, recipientsIn, targetOf } from "./export-state.ts";
import { useKnownNames } from "./known-names.ts";
import { NameField } from "./name-field.tsx";
import { PassphraseField } from "./passphrase-field.tsx";
import { RecipientsField } from "./recipients-field.tsx";

/** For whom all files are made, and what that does to each connection. */
export const BulkChoices = ({ plan }: { readonly plan: readonly Planned[] }) => {
  const { t } = useTranslation();
  const known = useKnownNames();
  const toId = useId();
  const [form, setForm] = useState(emptyForm);
  const included = plan.filter((planned): planned is Included => "mode" in planned);
  const several = form.to === "recipients" && recipientsIn(form.recipients).length > 1;
  const to = several ? undefined : targetOf(form);
  const warning = useWarning(included, form.to);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!to || included.length === 0) return;
    const items = included.map(({ connection: { id, service, name }, label, fileName, mode }) => ({
      id,
      service,
      name,
      label,
      fileName,
      mode,
    }));
    void bulkExport.getState().start(items, to, namesOf(form, known)[0] ?? "");
  };
  const leave = () => {
    bulkExport.getState().chooseNothing();
    goTo(addressOf.home);
  };

  return (
    <form onSubmit={onSubmit} noValidate autoComplete="off">
      <Stack gap="lg">
        <Panel title={t("bulk.forWhom")}>
          <Stack gap="md">
            <Text size="sm" fw={500} id={toId}>
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
            {form.to === "recipients" ? (
              <RecipientsField form={form} known={known} onChange={setForm} />
            ) : (
              <>
                <PassphraseField form={form} onChange={setForm} />
                <NameField
                  value={form.passphraseName}
                  onChange={(name) => setForm({ ...form, passphraseName: name })}
                />
              </>
            )}
            {several && (
              <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />}>
                {t("bulk.oneServer")}
              </Alert>
            )}
          </Stack>
        </Panel>
        <Panel title={t("bulk.what")}>
          <Text size="sm" c="dimmed" mb="sm">
            {t("bulk.whatText")}
          </Text>
          <ul className={classes.items}>
            {plan.map((planned) => (
              <PlannedItem key={planned.connection.id} planned={planned} />
            ))}
          </ul>
        </Panel>
        {warning && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={t("exporting.warnOneMachine")}>
            {warning}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" disabled={!to || included.length === 0}>
            {t("bulk.make", { count: included.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** What makes it unsafe for some of the connections; the same words as for one. */
const useWarning = (included: readonly Included[], to: "recipients" | "passphrase"): string | undefined => {
  const services = useServices();
  const localised = useLocalised();
  for (const { connection, mode } of included) {
    const definition = services.find((each) => each.definition.id === connection.service)?.definition;
    if (!definition || connection.withoutGrant) continue;
    const warning = exportWarning(definition, mode, to === "passphrase" ? "passphrase" : 1);
    if (warning) return localised(warning);
  }
  return undefined;
};

const leftWords = {
  "consent-needed": "bulk.leftConsentNeeded",
  unreadable: "bulk.leftUnreadable",
  elsewhere: "bulk.leftElsewhere",
} as const;

const PlannedItem = ({ planned }: { readonly planned: Planned }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const { connection } = planned;
  const definition = useService(connection.service)?.definition;
  const meaning = () => {
    if (!("mode" in planned)) return t(leftWords[planned.leftOut]);
    if (connection.withoutGrant) return t("bulk.asItIs");
    if (!definition) return "";
    return localised(sharingWords[definition.grant.sharing].modes[planned.mode]);
  };
  return (
    <li className={classes.item}>
      <ServiceIcon path={definition?.icon} />
      <div className={classes.words}>
        <Group gap="xs">
          <a className={classes.name} href={addressOf.connection(connection.id)}>
            {connection.name}
          </a>
          {"mode" in planned ? (
            <Badge variant="light" color={planned.mode === "copy" ? "green" : "blue"} tt="none" fw={600}>
              {t(planned.mode === "copy" ? "bulk.copy" : "bulk.handOver")}
            </Badge>
          ) : (
            <Badge variant="light" color="gray" tt="none" fw={600}>
              {t("bulk.leftOut")}
            </Badge>
          )}
        </Group>
        {"mode" in planned && (
          <Text size="sm" c="dimmed">
            {planned.fileName}
          </Text>
        )}
        <Text size="sm">{meaning()}</Text>
      </div>
    </li>
  );
};
