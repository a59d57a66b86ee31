import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import { contradictsPassedTest, HealthBadge, useNextStep } from "../../ui/health.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";
import classes from "./connection-list.module.css";

/** All connections, one a row; a row leads to the connection's own page. */
export const ConnectionList = ({ connections }: { readonly connections: readonly ConnectionSummary[] }) => {
  const { t } = useTranslation();
  const now = useNow(30_000);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so
    <ul role="list" aria-label={t("home.title")} className={classes.list}>
      {connections.map((connection) => (
        <ConnectionRow key={connection.id} connection={connection} now={now} />
      ))}
    </ul>
  );
};

const ConnectionRow = ({ connection, now }: { readonly connection: ConnectionSummary; readonly now: number }) => {
  const nextStep = useNextStep();
  const definition = useService(connection.service)?.definition;
  const origin = [definition?.name ?? connection.service, connection.account].filter(Boolean).join(" · ");
  return (
    <li className={classes.item}>
      <a className={classes.row} href={addressOf.connection(connection.id)}>
        <ServiceIcon path={definition?.icon} />
        <span className={classes.who}>
          <span className={classes.name}>{connection.name}</span>
          <span className={classes.quiet}>{origin}</span>
        </span>
        <span className={classes.state}>
          <span className={classes.badges}>
            <HealthBadge health={connection.health} />
            <LastTest connection={connection} now={now} />
          </span>
          <span className={classes.quiet}>{nextStep(connection, now)}</span>
        </span>
        <span className={classes.chevron} aria-hidden="true">
          ›
        </span>
      </a>
    </li>
  );
};

const LastTest = ({ connection, now }: { readonly connection: ConnectionSummary; readonly now: number }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { lastTest, health } = connection;
  if (lastTest?.ok && contradictsPassedTest(health)) return null;
  if (!lastTest) {
    return (
      <span className={classes.test}>
        <IconCircleDashed size={14} aria-hidden="true" /> {t("home.testNever")}
      </span>
    );
  }
  const relative = relativeTime(lastTest.at, now, language);
  const Icon = lastTest.ok ? IconCircleCheck : IconCircleX;
  return (
    <span className={classes.test} data-ok={lastTest.ok}>
      <Icon size={14} aria-hidden="true" />{" "}
      {lastTest.ok ? t("home.testPassed", { relative }) : t("home.testFailed", { relative })}
    </span>
  );
};
