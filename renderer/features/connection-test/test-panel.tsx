import { Alert, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type TestAction, type TestReport, testStepIds } from "../../../shared/test-report.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { TestRun } from "../../store/test-run.ts";
import { useTestRun } from "../../store/test-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import { TestSteps } from "./test-steps.tsx";

export interface TestPanelProps {
  readonly connection: string;
  /** Does what mends a step. */
  readonly onAction: (action: TestAction) => void;
}

/** The staged test of a connection: five steps, then what they come to. */
export const TestPanel = ({ connection, onAction }: TestPanelProps) => {
  const { t } = useTranslation();
  const run = useTestRun(connection);
  return (
    <Panel title={t("test.title")}>
      <Stack gap="md">
        <div aria-live="polite">
          <Result run={run} />
          <VisuallyHidden>
            <StepUnderWay run={run} />
          </VisuallyHidden>
        </div>
        {run.failure && <FailureAlert failure={run.failure} />}
        <TestSteps run={run} onAction={onAction} />
      </Stack>
    </Panel>
  );
};

/** Told to readers as the test goes on; others see it among the steps. */
const StepUnderWay = ({ run }: { readonly run: TestRun }) => {
  const { t } = useTranslation();
  const index = testStepIds.findIndex((id) => run.steps[id].status === "running");
  const id = testStepIds[index];
  if (run.phase !== "running" || !id) return null;
  return t("test.stepUnderWay", { number: index + 1, all: testStepIds.length, step: t(stepTitles[id]) });
};

const phaseWords = {
  idle: "test.idle",
  running: "test.resultRunning",
  reported: "test.idle",
  broken: "test.idle",
  cancelled: "test.resultCancelled",
} as const satisfies Record<TestRun["phase"], string>;

const Result = ({ run }: { readonly run: TestRun }) => {
  const { t } = useTranslation();
  if (run.report) return <Report report={run.report} />;
  if (run.phase === "broken") return null;
  return (
    <Text c="dimmed" size="sm">
      {t(phaseWords[run.phase])}
    </Text>
  );
};

const Report = ({ report }: { readonly report: TestReport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const duration = durationText(report.durationMs, language);
  return (
    <Alert
      role="note"
      color={report.ok ? "green" : "red"}
      icon={report.ok ? <IconCircleCheck aria-hidden="true" /> : <IconAlertCircle aria-hidden="true" />}
      title={report.ok ? t("test.resultOk", { duration }) : t("test.resultFailed")}
    >
      {report.identity && <IdentityLine identity={report.identity} />}
    </Alert>
  );
};

const IdentityLine = ({ identity }: { readonly identity: NonNullable<TestReport["identity"]> }) => {
  const { t } = useTranslation();
  const { name, email, account } = identity;
  const who = email ? t("test.connectedAsEmail", { name, email }) : t("test.connectedAs", { name });
  return (
    <Text size="sm">{account ? t("test.connectedSentence", { who, account }) : t("test.connectedAlone", { who })}</Text>
  );
};
