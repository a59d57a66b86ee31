import { ActionIcon, Button, Group, Title } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconRefresh } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import type { AgendaDay } from "./agenda.ts";
import {
  addMonths,
  type Day,
  firstOf,
  firstWeekdayOf,
  formatDay,
  formatMonths,
  type Month,
  monthOf,
  numberInMonth,
  weeksFrom,
  weeksOf,
} from "./days.ts";
import classes from "./month-grid.module.css";
import { dayReached } from "./month-keys.ts";

interface MonthGridProps {
  readonly days: ReadonlyMap<Day, AgendaDay>;
  readonly today: Day;
  readonly chosen: Day | undefined;
  readonly onChoose: (day: Day) => void;
}

/** The weeks ahead, or a month, as a grid that arrow keys move in. Tab stops at one day of it. */
export const MonthGrid = ({ days, today, chosen, onChoose }: MonthGridProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const titleId = useId();
  const table = useRef<HTMLTableElement>(null);
  const { weeks, month, cursor, firstWeekday, go, turn, backToToday } = useWeeks(today);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>(`[data-day="${cursor}"]`)?.focus();
    moved.current = false;
  }, [cursor]);
  const onKeyDown = (event: KeyboardEvent) => {
    const reached = dayReached(event, cursor, firstWeekday);
    if (reached === undefined) return;
    event.preventDefault();
    moved.current = true;
    go(reached);
  };
  const shown = weeks.flat();
  const inside = (day: Day): boolean => month === undefined || monthOf(day).month === month.month;
  const own = shown.filter(inside);

  return (
    <section className={classes.month} aria-labelledby={titleId}>
      <Group justify="space-between" className={classes.head} wrap="nowrap">
        <Title order={2} size="h4" id={titleId} aria-live="polite">
          {formatMonths(own[0] ?? today, own.at(-1) ?? today, language)}
        </Title>
        <Group gap={4} wrap="nowrap">
          <Button variant="subtle" color="gray" size="xs" onClick={backToToday}>
            {t("calendar.today")}
          </Button>
          <Turn label={t("calendar.previous")} onClick={() => turn(-1)}>
            <IconChevronLeft size={18} aria-hidden="true" />
          </Turn>
          <Turn label={t("calendar.next")} onClick={() => turn(1)}>
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
                  inside={inside(day)}
                  isToday={day === today}
                  past={day < today}
                  tabStop={day === cursor}
                  chosen={day === chosen}
                  onChoose={() => {
                    go(day);
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

/** Which weeks are shown: the ones ahead, until another month is turned to; and the day that Tab stops at. */
const useWeeks = (today: Day) => {
  const firstWeekday = firstWeekdayOf(useLanguage(), navigator.languages);
  const [{ cursor, month }, setPlace] = useState<{ readonly cursor: Day; readonly month?: Month }>({ cursor: today });
  const weeksAt = (shown: Month | undefined) => (shown ? weeksOf(shown, firstWeekday) : weeksFrom(today, firstWeekday));
  const at = (day: Day) => setPlace({ cursor: day, month: monthOf(day) });
  return {
    weeks: weeksAt(month),
    month,
    cursor,
    firstWeekday,
    /** Goes to a day; where it is shown already, nothing else moves. */
    go: (day: Day) =>
      weeksAt(month).flat().includes(day) ? setPlace({ cursor: day, ...(month ? { month } : {}) }) : at(day),
    turn: (months: number) => at(addMonths(month ? firstOf(month) : today, months)),
    backToToday: () => setPlace({ cursor: today }),
  };
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
        <span className={classes.number}>
          {numberInMonth(day) === 1 ? formatDay(day, language, { month: "short", day: "numeric" }) : numberInMonth(day)}
        </span>
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
