import { Button, Loader, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type TestAction, type TestStep, type TestStepId, testStepIds } from "../../../shared/test-report.ts";
import { useLanguage, useLocalised } from "../../i18n/use-language.ts";
import type { StepState, TestRun } from "../../store/test-run.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import { Words } from "../../ui/words.tsx";
import { looks } from "./looks.ts";
import { StepDetails, Track } from "./step-details.tsx";
import classes from "./test-steps.module.css";
import { endOf, type Span } from "./waterfall.ts";

interface TestStepsProps {
  readonly run: TestRun;
  /** What the list is called, where it is not of the test that runs or ran just now. */
  readonly label?: string;
  readonly onAction?: (action: TestAction) => void;
}

const nothing = (): void => {};

/** The five steps of a test, there from the beginning so that nothing jumps. */
export const TestSteps = ({ run, label, onAction = nothing }: TestStepsProps) => {
  const { t } = useTranslation();
  const whole = endOf(testStepIds.flatMap((id) => spanOf(run.steps[id]) ?? []));
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so
    <ul role="list" aria-label={label ?? t("test.steps")} className={classes.list}>
      {testStepIds.map((id) => (
        <Step key={id} id={id} state={run.steps[id]} whole={whole} onAction={onAction} />
      ))}
    </ul>
  );
};

/** When a step ran; undefined for one that did not, or has not yet. */
const spanOf = (state: StepState): Span | undefined =>
  state.status === "done" && state.step.startMs !== undefined
    ? { startMs: state.step.startMs, durationMs: state.step.durationMs }
    : undefined;

interface StepProps {
  readonly id: TestStepId;
  readonly state: StepState;
  /** How long the test took so far, in milliseconds. */
  readonly whole: number;
  readonly onAction: (action: TestAction) => void;
}

const Step = ({ id, state, whole, onAction }: StepProps) => {
  const span = spanOf(state);
  const { t } = useTranslation();
  const language = useLanguage();
  const look = state.status === "done" ? state.step.status : state.status;
  const { word, Icon } = looks[look];
  return (
    <li className={classes.step} data-status={look}>
      <span className={classes.sign}>
        {Icon ? <Icon size={22} aria-hidden="true" /> : <Loader size={20} aria-hidden="true" />}
      </span>
      <div className={classes.words}>
        <div className={classes.line}>
          <span className={classes.title}>{t(stepTitles[id])}</span>
          <span className={classes.status}>
            {t(word)}
            {state.status === "done" && look !== "skipped" && (
              <span className={classes.duration}> · {durationText(state.step.durationMs, language)}</span>
            )}
          </span>
        </div>
        {span && <Track span={span} whole={whole} />}
        {state.status === "done" && <Outcome step={state.step} onAction={onAction} />}
      </div>
    </li>
  );
};

const actionWords = {
  reconnect: "test.actReconnect",
  "take-back": "test.actTakeBack",
  "choose-account": "test.actChooseAccount",
  "try-again": "test.actTryAgain",
} as const satisfies Record<TestAction, string>;

const Outcome = ({ step, onAction }: { readonly step: TestStep } & Pick<StepProps, "onAction">) => {
  const { action } = step;
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <>
      {step.cause?.en !== step.detail.en && step.detail.en !== "" && (
        <Text size="sm" c="dimmed" className={classes.detail}>
          <Words text={localised(step.detail)} />
        </Text>
      )}
      {(step.cause || step.remedy) && (
        <dl className={classes.trouble}>
          {step.cause && (
            <>
              <dt>{t("test.cause")}</dt>
              <dd>
                <Words text={localised(step.cause)} />
              </dd>
            </>
          )}
          {step.remedy && (
            <>
              <dt>{t("test.remedy")}</dt>
              <dd>
                <Words text={localised(step.remedy)} />
                {action && (
                  <div className={classes.action}>
                    <Button variant="default" size="xs" onClick={() => onAction(action)}>
                      {t(actionWords[action])}
                    </Button>
                  </div>
                )}
              </dd>
            </>
          )}
        </dl>
      )}
      <StepDetails step={step} />
    </>
  );
};
