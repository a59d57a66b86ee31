import { Checkbox } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useService } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import { HealthBadge, useNextStep } from "../../ui/health.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import classes from "./connection-row.module.css";
import { LastTest } from "./last-test.tsx";
import { TestHistory } from "./test-history.tsx";

interface RowProps {
  readonly connection: ConnectionSummary;
  readonly now: number;
  readonly chosen: boolean;
  /** Whether Tab stops here: in one row of the list. */
  readonly tabStop: boolean;
  /** Switches whether it is chosen; with `range`, all between it and the last one switched are chosen. */
  readonly onChoose: (id: string, range: boolean) => void;
}

/** A connection in the list: leads to its own page, and can be chosen for what is done to several. */
export const ConnectionRow = memo(({ connection, now, chosen, tabStop, onChoose }: RowProps) => {
  const { t } = useTranslation();
  const nextStep = useNextStep();
  const { id, name, service, account, health, tests, tags = [] } = connection;
  const definition = useService(service)?.definition;
  const origin = [definition?.name ?? service, account].filter(Boolean).join(" · ");
  const tabIndex = tabStop ? 0 : -1;
  return (
    <div className={classes.row} data-chosen={chosen}>
      <span className={classes.mark}>
        <ServiceIcon path={definition?.icon} />
        <Checkbox
          className={classes.choose}
          aria-label={t("home.choose", { name })}
          checked={chosen}
          tabIndex={tabIndex}
          onChange={({ nativeEvent }) => onChoose(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        />
      </span>
      <a
        className={classes.link}
        href={addressOf.connection(id)}
        tabIndex={tabIndex}
        onClick={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          onChoose(id, true);
        }}
      >
        <span className={classes.who}>
          <span className={classes.name}>{name}</span>
          <span className={classes.origin}>
            <span className={classes.quiet}>{origin}</span>
            {tags.map((tag) => (
              <span key={tag} className={classes.tag}>
                {tag}
              </span>
            ))}
          </span>
        </span>
        <span className={classes.state}>
          <span className={classes.badges}>
            <HealthBadge health={health} />
            <LastTest connection={connection} now={now} />
          </span>
          <span className={classes.quiet}>{nextStep(connection, now)}</span>
        </span>
        <span className={classes.history}>
          <TestHistory {...(tests ? { tests } : {})} />
        </span>
        <span className={classes.chevron} aria-hidden="true">
          ›
        </span>
      </a>
    </div>
  );
});
