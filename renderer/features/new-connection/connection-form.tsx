import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceInfo } from "../../../shared/contract.ts";
import type { PropertyDefinition } from "../../../shared/property.ts";
import type { Failure } from "../../store/failure.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Fold } from "../../ui/fold.tsx";
import { Panel } from "../../ui/panel.tsx";
import { AppChoiceField, CallbackHint } from "./app-choice.tsx";
import { ConnectionString } from "./connection-string.tsx";
import { advancedIsUsed } from "./form-state.ts";
import { GuideLink } from "./guide.tsx";
import { PropertyField } from "./property-field.tsx";
import { SchemeChoice } from "./scheme-choice.tsx";
import { useConnectionForm } from "./use-connection-form.ts";

/** The form for a new connection, made from the service's properties. */
export const ConnectionForm = ({ info }: { readonly info: ServiceInfo }) => {
  const { t } = useTranslation();
  const { definition } = info;
  const { form, scheme, app, parts, problems, required, attempts, ...edit } = useConnectionForm(info);
  const { shownProblem, submit } = edit;
  const credentials = parts.signIn.filter(({ authSchemes }) => authSchemes);
  const failure = useUnfinishedSignIn(definition.id);
  const forget = useSignInStore((state) => state.forget);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (attempts > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };

  const leave = () => {
    forget();
    goTo(addressOf.pickService);
  };

  const fields = (properties: readonly PropertyDefinition[]) =>
    properties.map((property) => (
      <PropertyField
        key={property.name}
        property={property}
        value={form.values[property.name] ?? ""}
        required={required.has(property.name)}
        problem={shownProblem(property.name)}
        onChange={(value) => edit.setValue(property.name, value)}
        onBlur={() => edit.touch(property.name)}
      />
    ));

  return (
    <form ref={element} onSubmit={onSubmit} noValidate autoComplete="off">
      <Stack gap="md">
        {failure && <FailureAlert title={t("form.failed")} failure={failure} onClose={forget} />}
        <ConnectionString definition={definition} text={edit.text} onChange={edit.followString} onFill={edit.fill} />
        <Panel title={t("form.groupService")}>
          <Stack gap="md">
            {parts.scheme.length > 0 && (
              <SchemeChoice
                service={definition.name}
                schemes={definition.authSchemes}
                value={form.values.AuthScheme ?? scheme}
                problem={shownProblem("AuthScheme")}
                onChange={edit.setScheme}
              />
            )}
            <TextInput
              label={t("form.name")}
              description={
                edit.siblings.length > 0
                  ? t("form.nameSiblings", { service: definition.name, names: edit.siblings.slice(0, 5).join(", ") })
                  : t("form.nameHelp")
              }
              value={form.name}
              maxLength={200}
              onChange={(event) => edit.setName(event.currentTarget.value)}
            />
            {fields(parts.service)}
          </Stack>
        </Panel>
        {parts.app.length > 0 && (
          <Panel title={t("form.groupApp")}>
            <Stack gap="md">
              <AppChoiceField
                service={definition.name}
                whyOwn={edit.whyOwnApp}
                choice={form.app}
                onChange={edit.setApp}
              />
              {app === "own" && (
                <>
                  <GuideLink definition={definition}>{t("form.guideApp", { service: definition.name })}</GuideLink>
                  {scheme === "OAuth" && (
                    <CallbackHint service={definition.name} callback={form.values.CallbackURL ?? ""} />
                  )}
                  {fields(parts.app)}
                </>
              )}
            </Stack>
          </Panel>
        )}
        {parts.signIn.length > 0 && (
          <Panel title={t("form.groupSignIn")}>
            <Stack gap="md">
              {fields(credentials)}
              {scheme !== "OAuth" && <GuideLink definition={definition}>{t("form.guideWhere")}</GuideLink>}
              {fields(parts.signIn.filter((property) => !credentials.includes(property)))}
            </Stack>
          </Panel>
        )}
        {parts.advanced.length > 0 && (
          <Fold
            title={t("form.advanced")}
            open={advancedIsUsed(parts, form) || parts.advanced.some(({ name }) => shownProblem(name) !== undefined)}
          >
            <Stack gap="md">{fields(parts.advanced)}</Stack>
          </Fold>
        )}
        {attempts > 0 && problems.size > 0 && (
          <Alert color="red" p="sm">
            {t("form.mend", { names: [...problems.keys()].join(", ") })}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit">{t("form.connect")}</Button>
        </Group>
      </Stack>
    </form>
  );
};

const useUnfinishedSignIn = (service: string): Failure | undefined =>
  useSignInStore(({ failure, subject }) =>
    subject?.service === service && subject.id === undefined ? failure : undefined,
  );
