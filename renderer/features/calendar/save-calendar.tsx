import { Button } from "@mantine/core";
import { IconCalendarDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocalised } from "../../i18n/use-language.ts";
import { useServices } from "../../store/app-store.ts";
import { saveFile } from "../../ui/save-file.ts";
import type { Agenda } from "./agenda.ts";
import { dayOf } from "./days.ts";
import { calendarFile } from "./icalendar.ts";

/** Saves what ends at a day to come as a file for a person's own calendar. */
export const SaveCalendar = ({ agenda }: { readonly agenda: Agenda }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const services = useServices();
  const names = new Map(services.map(({ definition: { id, name } }) => [id, name]));
  const save = (): void => {
    const now = Date.now();
    const events = [...agenda.now, ...agenda.ends].flatMap(({ connection, at }) => {
      if (at === undefined || at <= now) return [];
      const { id, name, service, forecast } = connection;
      const title = t("calendar.eventTitle", { name, service: names.get(service) ?? service });
      return [{ id, day: dayOf(at), title, text: localised(forecast.remedy) }];
    });
    saveFile("keyferry.ics", calendarFile(events, now), "text/calendar;charset=utf-8");
  };
  const dated = [...agenda.now, ...agenda.ends].some(({ at = 0 }) => at > Date.now());
  if (!dated) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconCalendarDown size={18} aria-hidden="true" />}
      title={t("calendar.saveHelp")}
      onClick={save}
    >
      {t("calendar.save")}
    </Button>
  );
};
