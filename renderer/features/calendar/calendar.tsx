import { Alert, Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Fold } from "../../ui/fold.tsx";
import { type Agenda, type AgendaDay, daysOf } from "./agenda.ts";
import { AgendaList } from "./agenda-list.tsx";
import classes from "./calendar.module.css";
import { type Day, dayOf, distanceText, formatDay } from "./days.ts";
import { MonthGrid } from "./month-grid.tsx";
import { useRemedies } from "./use-remedies.ts";

interface CalendarProps {
  readonly agenda: Agenda;
  readonly now: number;
}

const comingWeeks = 28;

/** The month, and under it what is to be done, in the order of time; one day of it where a day is chosen. */
export const Calendar = ({ agenda, now }: CalendarProps) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const today = dayOf(now);
  const days = useMemo(() => daysOf(agenda, today), [agenda, today]);
  const [chosen, setChosen] = useState<Day>();
  const remedies = useRemedies();
  const renewals = agenda.renewals.filter(({ at = 0 }) => dayOf(at) < today + comingWeeks);
  return (
    <Stack gap="lg">
      {remedies.failure && (
        <FailureAlert
          title={t("calendar.signInFailed", { name: remedies.failure.name })}
          failure={remedies.failure.why}
          onClose={remedies.forget}
        />
      )}
      {agenda.now.length > 0 && (
        <section aria-labelledby="needs-now">
          <Title order={2} size="h4" mb="xs" id="needs-now">
            {t("calendar.needsNow")}
          </Title>
          <AgendaList entries={agenda.now} now={now} remedies={remedies} first={5} />
        </section>
      )}
      {agenda.now.length === 0 && agenda.ends.length === 0 && (
        <Alert color="green" icon={<IconCircleCheck aria-hidden="true" />} title={t("calendar.calm")}>
          {t("calendar.calmText")}
        </Alert>
      )}
      <MonthGrid
        days={days}
        today={today}
        chosen={chosen}
        onChoose={(day) => setChosen((before) => (before === day ? undefined : day))}
      />
      <output className={classes.status}>
        {chosen !== undefined && <DayWords day={chosen} of={days.get(chosen)} />}
      </output>
      {chosen === undefined ? (
        <>
          {agenda.ends.length > 0 && (
            <section aria-labelledby="coming-up">
              <Title order={2} size="h4" mb="xs" id="coming-up">
                {t("calendar.comingUp")}
              </Title>
              <AgendaList entries={agenda.ends} now={now} remedies={remedies} dated />
            </section>
          )}
          {renewals.length > 0 && (
            <Fold title={t("calendar.byItself", { number: number.format(renewals.length) })}>
              <Text size="sm" c="dimmed" mb="sm">
                {t("calendar.byItselfText")}
              </Text>
              <AgendaList entries={renewals} now={now} remedies={remedies} dated />
            </Fold>
          )}
          <Uncertain {...agenda} />
        </>
      ) : (
        <section aria-labelledby="chosen-day">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4" id="chosen-day">
              <DayTitle day={chosen} today={today} />
            </Title>
            <Anchor component="button" type="button" size="sm" onClick={() => setChosen(undefined)}>
              {t("calendar.allDays")}
            </Anchor>
          </Group>
          <AgendaList
            entries={[...(days.get(chosen)?.ends ?? []), ...(days.get(chosen)?.renewals ?? [])]}
            now={now}
            remedies={remedies}
          />
        </section>
      )}
    </Stack>
  );
};

/** “Thu, Dec 3”, and how far that is. */
const DayTitle = ({ day, today }: { readonly day: Day; readonly today: Day }) => {
  const language = useLanguage();
  return (
    <>
      {formatDay(day, language, { weekday: "long", month: "long", day: "numeric" })}{" "}
      <span className={classes.distance}>{distanceText(day, today, language)}</span>
    </>
  );
};

/** What a reader hears when a day is chosen. */
const DayWords = ({ day, of }: { readonly day: Day; readonly of: AgendaDay | undefined }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  return (
    <>
      {formatDay(day, language, { dateStyle: "full" })}
      {of?.ends.length ? ` ${t("calendar.dayEnds", { number: number.format(of.ends.length) })}` : ""}
      {of?.renewals.length ? ` ${t("calendar.dayRenews", { number: number.format(of.renewals.length) })}` : ""}
      {!of && ` ${t("calendar.nothingOn")}`}
    </>
  );
};

/** What has no place in a calendar is counted, so that nobody looks for it. */
const Uncertain = ({ elsewhere, undated }: Agenda) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  return (
    <div>
      {undated > 0 && (
        <Text size="sm" c="dimmed">
          {t("calendar.undated", { number: number.format(undated) })}
        </Text>
      )}
      {elsewhere > 0 && (
        <Text size="sm" c="dimmed">
          {t("calendar.elsewhere", { number: number.format(elsewhere) })}
        </Text>
      )}
    </div>
  );
};
