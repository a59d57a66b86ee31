import { Loader, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type TestStep, type TestStepId, testStepIds } from "../../../shared/test-report.ts";
import { useLanguage, useLocalised } from "../../i18n/use-language.ts";
import type { StepState, TestRun } from "../../store/test-run.ts";
import { durationText } from "../../ui/time.ts";
import classes from "./test-steps.module.css";

const titles = {
  settings: "test.stepSettings",
  network: "test.stepNetwork",
  token: "test.stepToken",
  identity: "test.stepIdentity",
  access: "test.stepAccess",
} as const satisfies Record<TestStepId, string>;

const looks = {
  pending: { word: "test.pending", Icon: IconCircleDashed },
  running: { word: "test.running", Icon: undefined },
  passed: { word: "test.passed", Icon: IconCircleCheck },
  warning: { word: "test.warning", Icon: IconAlertTriangle },
  failed: { word: "test.failed", Icon: IconCircleX },
  skipped: { word: "test.skipped", Icon: IconCircleMinus },
} as const satisfies Record<TestStep["status"] | "pending" | "running", object>;

/** The five steps of a test, there from the beginning so that nothing jumps. */
export const TestSteps = ({ run }: { readonly run: TestRun }) => {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so
    <ul role="list" aria-label={t("test.steps")} className={classes.list}>
      {testStepIds.map((id) => (
        <Step key={id} id={id} state={run.steps[id]} />
      ))}
    </ul>
  );
};

const Step = ({ id, state }: { readonly id: TestStepId; readonly state: StepState }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const language = useLanguage();
  const look = state.status === "done" ? state.step.status : state.status;
  const { word, Icon } = looks[look];
  const title = state.status === "pending" ? t(titles[id]) : localised(titleOf(state));
  return (
    <li className={classes.step} data-status={look}>
      <span className={classes.sign}>
        {Icon ? <Icon size={22} aria-hidden="true" /> : <Loader size={20} aria-hidden="true" />}
      </span>
      <div className={classes.words}>
        <div className={classes.line}>
          <span className={classes.title}>{title}</span>
          <span className={classes.status}>
            {t(word)}
            {state.status === "done" && look !== "skipped" && (
              <span className={classes.duration}> · {durationText(state.step.durationMs, language)}</span>
            )}
          </span>
        </div>
        {state.status === "done" && <Outcome step={state.step} />}
      </div>
    </li>
  );
};

const titleOf = (state: Exclude<StepState, { status: "pending" }>) =>
  state.status === "running" ? state.title : state.step.title;

const Outcome = ({ step }: { readonly step: TestStep }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <>
      {step.cause?.en !== step.detail.en && (
        <Text size="sm" c="dimmed" className={classes.detail}>
          {localised(step.detail)}
        </Text>
      )}
      {(step.cause || step.remedy) && (
        <dl className={classes.trouble}>
          {step.cause && (
            <>
              <dt>{t("test.cause")}</dt>
              <dd>{localised(step.cause)}</dd>
            </>
          )}
          {step.remedy && (
            <>
              <dt>{t("test.remedy")}</dt>
              <dd>{localised(step.remedy)}</dd>
            </>
          )}
        </dl>
      )}
    </>
  );
};
