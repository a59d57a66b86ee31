import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestedEntry } from "../../../shared/history.ts";
import { testStepIds } from "../../../shared/test-report.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import { chartBarOf, topOf } from "./chart-scale.ts";
import { useRunWords } from "./run-words.ts";
import classes from "./test-chart.module.css";

interface TestChartProps {
  /** The oldest first. */
  readonly runs: readonly TestedEntry[];
  /** Those that are shown below, with what marks each of two. */
  readonly chosen: ReadonlyMap<TestedEntry, string>;
  readonly onChoose: (run: TestedEntry) => void;
}

const movements: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => Math.max(0, at - 1),
  ArrowRight: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * The tests of a connection, one column each: how long it took, and below, how each step went. One
 * column takes the focus at a time; the arrow keys go from one to the next.
 */
export const TestChart = ({ runs, chosen, onChoose }: TestChartProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const top = topOf(runs.map(({ durationMs }) => durationMs));
  const last = runs.length - 1;
  const [focused, setFocused] = useState<TestedEntry>();
  const found = runs.findIndex((run) => run.at === focused?.at);
  const at = found < 0 ? last : found;
  const columns = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) (columns.current?.children[at] as HTMLElement | undefined)?.focus();
    moved.current = false;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const run = runs[at];
    if ((event.key === "Enter" || event.key === " ") && run) {
      event.preventDefault();
      onChoose(run);
      return;
    }
    const movement = movements[event.key];
    if (!movement) return;
    event.preventDefault();
    moved.current = true;
    setFocused(runs[movement(at, last)]);
  };

  return (
    <div className={classes.chart}>
      <div className={classes.axis} aria-hidden="true">
        <span>{durationText(top, language)}</span>
        <span>{durationText(top / 2, language)}</span>
        <span>0</span>
      </div>
      <div className={classes.names} aria-hidden="true">
        {testStepIds.map((id) => (
          <span key={id}>{t(stepTitles[id])}</span>
        ))}
      </div>
      <div className={classes.lines} aria-hidden="true" />
      <div
        ref={columns}
        role="listbox"
        aria-label={t("pastTests.chart")}
        aria-orientation="horizontal"
        aria-multiselectable={chosen.size > 1}
        className={classes.columns}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {runs.map((run, index) => (
          <Column
            key={run.at}
            run={run}
            top={top}
            mark={chosen.get(run)}
            tabStop={index === at}
            onFocus={() => setFocused(run)}
            onChoose={() => onChoose(run)}
          />
        ))}
      </div>
    </div>
  );
};

interface ColumnProps {
  readonly run: TestedEntry;
  readonly top: number;
  /** Undefined where it is not chosen. */
  readonly mark: string | undefined;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

const signs = { passed: "", warning: "!", failed: "×", skipped: "" } as const;

const Column = ({ run, top, mark, tabStop, onFocus, onChoose }: ColumnProps) => {
  const words = useRunWords();
  const { height, cut } = chartBarOf(run.durationMs, top);
  const label = words.whole(run);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which knows the neighbours
    <div
      role="option"
      aria-selected={mark !== undefined}
      aria-label={label}
      title={label}
      tabIndex={tabStop ? 0 : -1}
      className={classes.column}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <span className={classes.room}>
        <span className={classes.bar} data-ok={run.ok} data-cut={cut} style={{ height: `${height}%` }} />
      </span>
      {testStepIds.map((id) => {
        const status = run.steps.find((step) => step.id === id)?.status ?? "skipped";
        return (
          <span key={id} className={classes.cell}>
            <span className={classes.dot} data-status={status}>
              {signs[status]}
            </span>
          </span>
        );
      })}
      <span className={classes.mark}>{mark}</span>
    </div>
  );
};
