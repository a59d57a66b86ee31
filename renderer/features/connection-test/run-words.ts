import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TestedEntry } from "../../../shared/history.ts";
import type { Language } from "../../../shared/localised.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import { failedStepOf } from "./past-run.ts";

/** Puts remembered tests into words. */
export const useRunWords = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => runWords(t, language), [t, language]);
};

const runWords = (t: TFunction, language: Language) => {
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  // To the second: tests may come several times a minute.
  const when = ({ at }: TestedEntry): string => moment.format(at);
  const result = (run: TestedEntry): string => {
    const failed = failedStepOf(run);
    if (failed) return t("pastTests.failedAt", { step: t(stepTitles[failed.id]) });
    return t(run.steps.some(({ status }) => status === "warning") ? "pastTests.passedWarned" : "test.passed");
  };
  const took = ({ durationMs }: TestedEntry): string => durationText(durationMs, language);
  const asked = ({ by }: TestedEntry): string => t(by === "schedule" ? "pastTests.bySchedule" : "pastTests.byPerson");
  const whole = (run: TestedEntry): string =>
    t("pastTests.whole", { when: when(run), result: result(run), took: took(run), asked: asked(run) });
  return { when, result, took, asked, whole };
};
