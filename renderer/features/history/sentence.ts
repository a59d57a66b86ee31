import { useTranslation } from "react-i18next";
import type { HistoryEntry, Program } from "../../../shared/history.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import type { FoldedEntry } from "./fold-entries.ts";

const renewals = {
  schedule: "history.renewedSchedule",
  person: "history.renewedPerson",
  use: "history.renewedUse",
} as const;

const programWords = {
  desktop: "history.byDesktop",
  serve: "history.byServe",
  command: "history.byCommand",
  library: "history.byLibrary",
} as const satisfies Record<Program, string>;

/** Puts an event of a connection into words: what happened, and by which program. */
export const useSentence = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  const receivers = ({ receivers: count, names }: Extract<HistoryEntry, { type: "exported" }>): string => {
    if (names.length > 0) return names.join(language === "ja" ? "、" : ", ");
    if (count === 0) return t("history.toPassphrase");
    return t("history.toMachines", { count });
  };
  const sentence = ({ entry, times }: FoldedEntry): string => {
    switch (entry.type) {
      case "connected":
        return t("history.connected");
      case "consented-again":
        return t("history.consentedAgain");
      case "renewed":
        return t(renewals[entry.by]);
      case "renewal-failed":
        return times > 1 ? t("history.renewalFailedOften", { count: times }) : t("history.renewalFailed");
      case "exported":
        return t(entry.mode === "copy" ? "history.copied" : "history.handedOver", { to: receivers(entry) });
      case "taken-over":
        return t("history.takenOver");
      case "imported":
        return t("history.imported");
      case "tested": {
        const failed = entry.steps.find(({ status }) => status === "failed");
        return failed
          ? t("history.testFailed", { step: t(stepTitles[failed.id]) })
          : t("history.testPassed", { duration: durationText(entry.durationMs, language) });
      }
      case "account-chosen":
        return t("history.accountChosen", { property: entry.property, value: entry.value });
      case "renamed":
        return t("history.renamed", { from: entry.from, to: entry.to });
    }
  };
  return { sentence, programWord: (program: Program) => t(programWords[program]) };
};
