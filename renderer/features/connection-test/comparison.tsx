import { Group, Select, Stack, Text } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { KnownOfFailure } from "../../../shared/bare-reason.ts";
import type { TestedEntry } from "../../../shared/history.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import { type Comparison, compareRuns, type Pair, pairOf, type StepComparison } from "./compare-runs.ts";
import classes from "./comparison.module.css";
import { StepRows } from "./comparison-rows.tsx";
import { looks } from "./looks.ts";
import { useReason } from "./reason.ts";
import { useRunWords } from "./run-words.ts";

interface ComparisonProps {
  readonly pair: Pair;
  /** All there are to choose from, the oldest first. */
  readonly runs: readonly TestedEntry[];
  readonly known: KnownOfFailure;
  readonly onChoose: (pair: Pair) => void;
}

/** Two tests side by side: which, where they part, and each step of both. */
export const ComparisonView = ({ pair, runs, known, onChoose }: ComparisonProps) => {
  const { t } = useTranslation();
  const words = useRunWords();
  const comparison = useMemo(() => compareRuns(pair.before, pair.after), [pair]);
  const choices = useMemo(
    () =>
      runs.toReversed().map((run) => ({ value: String(run.at), label: `${words.when(run)} · ${words.result(run)}` })),
    [runs, words],
  );
  const choose = (value: string | null, other: TestedEntry): void => {
    const run = runs.find(({ at }) => String(at) === value);
    if (run && run !== other) onChoose(pairOf(run, other));
  };
  const choice = (label: string, run: TestedEntry, other: TestedEntry): ReactNode => (
    <Select
      className={classes.choice}
      label={label}
      data={choices.filter(({ value }) => value !== String(other.at))}
      value={String(run.at)}
      allowDeselect={false}
      onChange={(value) => choose(value, other)}
    />
  );
  return (
    <Stack gap="sm" component="section" aria-label={t("pastTests.comparison")}>
      <Group gap="md" align="flex-start">
        {choice(t("pastTests.earlierTest"), pair.before, pair.after)}
        {choice(t("pastTests.laterTest"), pair.after, pair.before)}
      </Group>
      <div className={classes.verdict} data-parted={comparison.parting !== undefined} aria-live="polite">
        <Verdict comparison={comparison} pair={pair} known={known} />
      </div>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t("pastTests.comparison")}>
          <thead>
            <tr>
              <th scope="col">{t("pastTests.step")}</th>
              <th scope="col">
                A<span className={classes.when}>{words.when(pair.before)}</span>
              </th>
              <th scope="col">
                B<span className={classes.when}>{words.when(pair.after)}</span>
              </th>
              <th scope="col">{t("pastTests.difference")}</th>
            </tr>
          </thead>
          <StepRows comparison={comparison} pair={pair} />
        </table>
      </div>
    </Stack>
  );
};

interface VerdictProps {
  readonly comparison: Comparison;
  readonly pair: Pair;
  readonly known: KnownOfFailure;
}

/** What the comparison comes to, in a sentence or two. */
const Verdict = ({ comparison: { parting, slower }, pair, known }: VerdictProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (parting) return <Parting parting={parting} known={known} />;
  const alike = pair.after.ok ? t("pastTests.bothPassed") : t("pastTests.bothFailed");
  if (!slower) return <Text fw={600}>{alike}</Text>;
  const by = durationText(Math.abs(slower.longer ?? 0), language);
  const word = (slower.longer ?? 0) > 0 ? "pastTests.slowerBy" : "pastTests.fasterBy";
  return (
    <>
      <Text fw={600}>{alike}</Text>
      <Text size="sm">{t(word, { step: t(stepTitles[slower.id]), by })}</Text>
    </>
  );
};

const Parting = ({ parting, known }: { readonly parting: StepComparison; readonly known: KnownOfFailure }) => {
  const { t } = useTranslation();
  const reasonOf = useReason(known);
  const outcome = (step: StepComparison["before"]): string => t(looks[step?.status ?? "skipped"].word);
  return (
    <>
      <Text fw={600}>
        {t("pastTests.parted", {
          step: t(stepTitles[parting.id]),
          before: outcome(parting.before),
          after: outcome(parting.after),
        })}
      </Text>
      {[parting.before, parting.after].map(
        (step, index) =>
          step?.code && (
            <Text key={index === 0 ? "A" : "B"} size="sm">
              {index === 0 ? "A" : "B"}: {reasonOf(step.code)} <code className={classes.code}>{step.code}</code>
            </Text>
          ),
      )}
    </>
  );
};
