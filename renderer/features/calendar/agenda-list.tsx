import { Badge, Button, Text } from "@mantine/core";
import { IconAlertTriangle, IconCalendarEvent, IconLockX, IconRefresh, IconRefreshAlert } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage, useLocalised } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import { useForecastLine } from "../../ui/forecast.ts";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { dayText } from "../../ui/time.ts";
import { Words } from "../../ui/words.tsx";
import { type AgendaEntry, type AgendaKind, byDay } from "./agenda.ts";
import classes from "./agenda-list.module.css";
import { type Day, dayOf, distanceText, formatDay, monthOf } from "./days.ts";
import type { Remedies } from "./use-remedies.ts";

interface ListProps {
  readonly entries: readonly AgendaEntry[];
  readonly now: number;
  readonly remedies: Remedies;
  /** Parts them by their days, each under its own heading. */
  readonly dated?: boolean;
  /** So many are shown at first. */
  readonly first?: number;
}

/** So many more are shown each time. */
const shownMore = 200;

/** Entries of the calendar to read and to act on. */
export const AgendaList = ({ entries, now, remedies, dated = false, first = 30 }: ListProps) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const [limit, setLimit] = useState(first);
  const shown = entries.slice(0, limit);
  const left = entries.length - shown.length;
  return (
    <div className={classes.list}>
      {dated ? (
        byDay(shown).map(([day, ofDay]) => (
          <section key={day}>
            <DayHeading day={day} today={dayOf(now)} />
            <Entries entries={ofDay} now={now} remedies={remedies} />
          </section>
        ))
      ) : (
        <Entries entries={shown} now={now} remedies={remedies} />
      )}
      {left > 0 && (
        <Button
          variant="subtle"
          size="xs"
          className={classes.more}
          onClick={() => setLimit((before) => before + shownMore)}
        >
          {t("calendar.showMore", { number: number.format(Math.min(left, shownMore)) })}
        </Button>
      )}
    </div>
  );
};

/** “In 6 days · Thu, Dec 3”. */
const DayHeading = ({ day, today }: { readonly day: Day; readonly today: Day }) => {
  const language = useLanguage();
  const sameYear = monthOf(day).year === monthOf(today).year;
  const date = formatDay(day, language, {
    weekday: "short",
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return (
    <h3 className={classes.day}>
      <span className={classes.distance}>{distanceText(day, today, language)}</span> {date}
    </h3>
  );
};

const Entries = ({ entries, now, remedies }: Omit<ListProps, "dated" | "first">) => (
  <ul className={classes.entries}>
    {entries.map((entry) => (
      <Entry key={`${entry.connection.id} ${entry.kind}`} entry={entry} now={now} remedies={remedies} />
    ))}
  </ul>
);

interface EntryProps {
  readonly entry: AgendaEntry;
  readonly now: number;
  readonly remedies: Remedies;
}

const Entry = ({ entry, now, remedies }: EntryProps) => {
  const localised = useLocalised();
  const { connection, kind } = entry;
  const { id, name, service, account, forecast } = connection;
  const definition = useService(service)?.definition;
  const serviceName = definition?.name ?? service;
  const joined = useJoined();
  const words = useWords(entry, serviceName, now);
  const quiet = kind === "renews";
  return (
    <li className={classes.entry} data-quiet={quiet}>
      <ServiceIcon path={definition?.icon} />
      <div className={classes.words}>
        <div className={classes.head}>
          <a className={classes.name} href={addressOf.connection(id)}>
            {name}
          </a>
          <KindBadge kind={kind} late={(entry.at ?? Number.POSITIVE_INFINITY) <= now} />
        </div>
        <Text size="sm" c="dimmed">
          {[serviceName, account].filter(Boolean).join(" · ")}
        </Text>
        <Text size="sm">
          <Words text={quiet ? words : joined([words, localised(forecast.remedy)])} />
        </Text>
      </div>
      {!quiet && <RemedyButton entry={entry} remedies={remedies} />}
    </li>
  );
};

/** Sentences after each other, as the language has it. */
const useJoined = (): ((sentences: readonly string[]) => string) => {
  const between = useLanguage() === "ja" ? "" : " ";
  return (sentences) => sentences.filter(Boolean).join(between);
};

const RemedyButton = ({ entry: { kind, connection }, remedies }: Omit<EntryProps, "now">) => {
  const { t } = useTranslation();
  const { name } = connection;
  return kind === "failing" ? (
    <Button
      size="xs"
      variant="default"
      aria-label={t("calendar.testOf", { name })}
      onClick={() => remedies.test(connection)}
    >
      {t("connection.test")}
    </Button>
  ) : (
    <Button
      size="xs"
      variant="default"
      aria-label={t("calendar.reconnectOf", { name })}
      onClick={() => remedies.reconnect(connection)}
    >
      {t("connection.reconnect")}
    </Button>
  );
};

/** When, and how sure that is; for what needs a person now, why. */
const useWords = ({ connection, kind, at }: AgendaEntry, service: string, now: number): string => {
  const { t } = useTranslation();
  const language = useLanguage();
  const localised = useLocalised();
  const joined = useJoined();
  const lineOf = useForecastLine();
  const { forecast, healthDetail } = connection;
  const day = at === undefined ? "" : dayText(at, language);
  const estimated = forecast.certainty !== "known";
  switch (kind) {
    case "ended":
      return joined([
        at === undefined ? "" : t("calendar.endedOn", { day }),
        healthDetail ? localised(healthDetail) : "",
      ]);
    case "unreadable":
      return healthDetail ? localised(healthDetail) : "";
    case "failing":
      return at === undefined ? "" : t("calendar.failingUntil", { day });
    case "ends":
      if (at !== undefined && at <= now) return t("calendar.lateSince", { day, service });
      return estimated
        ? t("calendar.endsAbout", { service })
        : t("calendar.endsAt", { time: new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(at) });
    case "renews":
      return lineOf(forecast, now);
  }
};

const looks = {
  ended: { word: "home.healthConsentNeeded", color: "orange", Icon: IconAlertTriangle },
  unreadable: { word: "home.healthUnreadable", color: "red", Icon: IconLockX },
  failing: { word: "calendar.failing", color: "orange", Icon: IconRefreshAlert },
  ends: { word: "calendar.ends", color: "orange", Icon: IconCalendarEvent },
  renews: undefined,
} as const satisfies Record<AgendaKind, object | undefined>;

const KindBadge = ({ kind, late }: { readonly kind: AgendaKind; readonly late: boolean }) => {
  const { t } = useTranslation();
  const look = looks[kind];
  if (!look) return <IconRefresh size={16} aria-hidden="true" className={classes.quietSign} />;
  const { word, color, Icon } = look;
  return (
    <Badge color={color} variant="light" tt="none" fw={600} leftSection={<Icon size={14} aria-hidden="true" />}>
      {t(kind === "ends" && late ? "calendar.late" : word)}
    </Badge>
  );
};
