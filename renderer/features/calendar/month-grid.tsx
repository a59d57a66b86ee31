import { ActionIcon, Button, Group, Title } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconRefresh } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import type { AgendaDay } from "./agenda.ts";
import { addMonths, type Day, firstWeekdayOf, formatDay, monthOf, numberInMonth, weeksOf } from "./days.ts";
import classes from "./month-grid.module.css";
import { dayReached } from "./month-keys.ts";

interface MonthGridProps {
  readonly days: ReadonlyMap<Day, AgendaDay>;
  readonly today: Day;
  readonly chosen: Day | undefined;
  readonly onChoose: (day: Day) => void;
}

/** A month as a grid that arrow keys move in. Tab stops at one day of it. */
export const MonthGrid = ({ days, today, chosen, onChoose }: MonthGridProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const titleId = useId();
  const table = useRef<HTMLTableElement>(null);
  /** The day that the month is shown for, and that Tab stops at. */
  const [cursor, setCursor] = useState(today);
  const moved = useRef(false);
  const firstWeekday = firstWeekdayOf(language, navigator.languages);
  const month = monthOf(cursor);
  const weeks = weeksOf(month, firstWeekday);

  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>(`[data-day="${cursor}"]`)?.focus();
    moved.current = false;
  }, [cursor]);
  const onKeyDown = (event: KeyboardEvent) => {
    const reached = dayReached(event, cursor, firstWeekday);
    if (reached === undefined) return;
    event.preventDefault();
    moved.current = true;
    setCursor(reached);
  };

  return (
    <section className={classes.month} aria-labelledby={titleId}>
      <Group justify="space-between" className={classes.head} wrap="nowrap">
        <Title order={2} size="h4" id={titleId} aria-live="polite">
          {formatDay(cursor, language, { year: "numeric", month: "long" })}
        </Title>
        <Group gap={4} wrap="nowrap">
          <Button variant="subtle" color="gray" size="xs" disabled={cursor === today} onClick={() => setCursor(today)}>
            {t("calendar.today")}
          </Button>
          <Turn label={t("calendar.previous")} onClick={() => setCursor(addMonths(cursor, -1))}>
            <IconChevronLeft size={18} aria-hidden="true" />
          </Turn>
          <Turn label={t("calendar.next")} onClick={() => setCursor(addMonths(cursor, 1))}>
            <IconChevronRight size={18} aria-hidden="true" />
          </Turn>
        </Group>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid of the ARIA practices is a table */}
      <table role="grid" ref={table} className={classes.grid} aria-labelledby={titleId} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {(weeks[0] ?? []).map((day) => (
              <th key={day} scope="col" abbr={formatDay(day, language, { weekday: "long" })}>
                {formatDay(day, language, { weekday: "short" })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell
                  key={day}
                  day={day}
                  of={days.get(day)}
                  inside={monthOf(day).month === month.month}
                  isToday={day === today}
                  past={day < today}
                  tabStop={day === cursor}
                  chosen={day === chosen}
                  onChoose={() => {
                    setCursor(day);
                    onChoose(day);
                  }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

interface TurnProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

const Turn = ({ label, onClick, children }: TurnProps) => (
  <ActionIcon variant="default" size="lg" aria-label={label} title={label} onClick={onClick}>
    {children}
  </ActionIcon>
);

interface DayCellProps {
  readonly day: Day;
  readonly of: AgendaDay | undefined;
  readonly inside: boolean;
  readonly isToday: boolean;
  readonly past: boolean;
  readonly tabStop: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** So many names fit into a day. */
const namesShown = 2;

const DayCell = ({ day, of, inside, isToday, past, tabStop, chosen, onChoose }: DayCellProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  const { ends = [], renewals = [] } = of ?? {};
  const named = ends.length <= namesShown ? ends : ends.slice(0, namesShown - 1);
  const label = [
    formatDay(day, language, { dateStyle: "full" }),
    ends.length > 0 && t("calendar.dayEnds", { number: number.format(ends.length) }),
    renewals.length > 0 && t("calendar.dayRenews", { number: number.format(renewals.length) }),
  ];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it has the focus
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid
    <td role="gridcell" aria-selected={chosen}>
      <button
        type="button"
        className={classes.day}
        data-day={day}
        data-inside={inside}
        data-past={past}
        data-today={isToday}
        data-chosen={chosen}
        tabIndex={tabStop ? 0 : -1}
        aria-label={label.filter(Boolean).join(" ")}
        {...(isToday ? { "aria-current": "date" } : {})}
        onClick={onChoose}
      >
        <span className={classes.number}>{numberInMonth(day)}</span>
        {named.map(({ connection }) => (
          <span key={connection.id} className={classes.end}>
            {connection.name}
          </span>
        ))}
        {ends.length > named.length && (
          <span className={classes.end}>
            {t("calendar.more", { number: number.format(ends.length - named.length) })}
          </span>
        )}
        {ends.length > 0 && <span className={classes.count}>{number.format(ends.length)}</span>}
        {renewals.length > 0 && (
          <span className={classes.renewals}>
            <IconRefresh size={12} aria-hidden="true" />
            <span>{number.format(renewals.length)}</span>
          </span>
        )}
      </button>
    </td>
  );
};
