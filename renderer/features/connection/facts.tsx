import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { type GrantPlace, machinesText } from "../../../shared/grant-place.ts";
import type { AuthScheme } from "../../../shared/property.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { useLanguage, useLocalised } from "../../i18n/use-language.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { useNextStep } from "../../ui/health.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SharingNote } from "../../ui/sharing-note.tsx";
import { momentText, relativeTime } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";
import { Words } from "../../ui/words.tsx";
import classes from "./facts.module.css";

interface FactsProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition | undefined;
  /** Undefined where the service is not known here. */
  readonly scheme: AuthScheme | undefined;
}

/** Where a connection is kept, and where it has a token, who renews it and until when it is good. */
export const Facts = ({ connection, definition, scheme }: FactsProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(30_000);
  const nextStep = useNextStep();
  const localised = useLocalised();
  const { grant, expiresAt } = connection;
  const renewed = scheme !== "Basic" && scheme !== "APIToken";
  const known = renewed && connection.health !== "unreadable";
  const expiry =
    expiresAt === undefined
      ? t("connection.expiryUnknown")
      : t("connection.expiryValue", {
          time: momentText(expiresAt, language),
          relative: relativeTime(expiresAt, now, language),
        });
  return (
    <Panel title={t("connection.facts")}>
      <dl className={classes.facts}>
        {renewed && <Fact name={t("connection.factExpiry")}>{expiry}</Fact>}
        <Fact name={t("connection.factOutlook")}>
          {nextStep(connection, now)}
          <Text size="xs" c="dimmed" mt={4}>
            <Words text={localised(connection.forecast.remedy)} />
          </Text>
        </Fact>
        {known && (
          <Fact name={t("connection.factOwner")}>
            <Owner place={grant.place} />
          </Fact>
        )}
        {renewed && definition && (
          <Fact name={t("connection.factSharing")}>
            <SharingNote definition={definition} />
          </Fact>
        )}
        {known && (
          <Fact name={t("connection.factGeneration")}>
            {t("connection.generationValue", { generation: String(grant.generation) })}
          </Fact>
        )}
        <Fact name={t("connection.factCreated")}>{momentText(connection.createdAt, language)}</Fact>
        <Fact name={t("connection.factSettings")}>
          <CodeLine text={connection.settingsLocation} />
        </Fact>
        <Fact name={t("connection.connectionString")}>
          <CodeLine text={connection.connectionString} />
          <Text size="xs" c="dimmed" mt={4}>
            {t("connection.masked")}
          </Text>
        </Fact>
      </dl>
    </Panel>
  );
};

const Owner = ({ place }: { readonly place: GrantPlace }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (place.kind === "here") return t("connection.ownerHere");
  if (place.kind === "nobody") return t("connection.ownerNobody");
  return (
    <>
      {machinesText(place.machines)[language]}
      {place.machines.map(
        ({ recipient }) =>
          recipient && (
            <code key={recipient} className={classes.recipient}>
              {recipient}
            </code>
          ),
      )}
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={classes.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
