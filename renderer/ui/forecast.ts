import { useTranslation } from "react-i18next";
import type { Forecast } from "../../shared/forecast.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { relativeTime } from "./time.ts";

const minute = 60_000;

/** The sentence for what lies ahead of a connection that is good, and the moment it tells of. */
export const outlookOf = ({ cause, renewsAt, diesAt }: Forecast, now: number) => {
  if (cause === "unclaimed") return { key: "home.nextUnclaimed", at: now } as const;
  if (renewsAt === undefined) {
    return diesAt === undefined
      ? ({ key: "home.nextReady", at: now } as const)
      : ({ key: "home.nextEnds", at: diesAt } as const);
  }
  const soon = renewsAt - now < minute;
  if (cause === "failing") return { key: soon ? "home.nextFailingNow" : "home.nextFailing", at: renewsAt } as const;
  if (cause === "grant-age" && diesAt !== undefined) return { key: "home.nextRenewsAndEnds", at: diesAt } as const;
  return { key: soon ? "home.nextRenewsNow" : "home.nextRenews", at: renewsAt } as const;
};

/** What lies ahead of a connection that is good, in one line. */
export const useForecastLine = (): ((forecast: Forecast, now: number) => string) => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (forecast, now) => {
    const { key, at } = outlookOf(forecast, now);
    return t(key, { relative: relativeTime(at, now, language) });
  };
};
