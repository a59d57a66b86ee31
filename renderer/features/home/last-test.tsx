import { Loader } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useTestRun } from "../../store/test-store.ts";
import { contradictsPassedTest } from "../../ui/health.tsx";
import { relativeTime } from "../../ui/time.ts";
import classes from "./last-test.module.css";

/** How the last test of a connection went, or that one is under way. */
export const LastTest = ({ connection, now }: { readonly connection: ConnectionSummary; readonly now: number }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { phase } = useTestRun(connection.id);
  const { lastTest, health } = connection;
  if (phase === "running") {
    return (
      <span className={classes.test}>
        <Loader size={14} color="gray" aria-hidden="true" /> {t("home.testRunning")}
      </span>
    );
  }
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
