import { useTranslation } from "react-i18next";
import type { TestedStep } from "../../../shared/history.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { stepTitles } from "../../ui/step-titles.ts";
import { durationText } from "../../ui/time.ts";
import type { Comparison, Pair, RequestDifference, StepComparison } from "./compare-runs.ts";
import classes from "./comparison.module.css";
import { looks } from "./looks.ts";
import { Track } from "./step-details.tsx";

interface StepRowsProps {
  readonly comparison: Comparison;
  readonly pair: Pair;
}

/** A row for each step of two tests, and one for the whole of them. */
export const StepRows = ({ comparison: { steps, parting, slower }, pair }: StepRowsProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const whole = Math.max(1, ...steps.flatMap(({ before, after }) => [before?.durationMs ?? 0, after?.durationMs ?? 0]));
  return (
    <tbody>
      {steps.map((step) => (
        <StepRow key={step.id} step={step} first={step === parting} most={step === slower} whole={whole} />
      ))}
      <tr>
        <th scope="row">{t("pastTests.inAll")}</th>
        <td className={classes.number}>{durationText(pair.before.durationMs, language)}</td>
        <td className={classes.number}>{durationText(pair.after.durationMs, language)}</td>
        <td className={classes.number}>
          <Longer by={pair.after.durationMs - pair.before.durationMs} />
        </td>
      </tr>
    </tbody>
  );
};

interface StepRowProps {
  readonly step: StepComparison;
  /** The first that differs. */
  readonly first: boolean;
  /** The one whose time changed most. */
  readonly most: boolean;
  /** How long the longest step took, in milliseconds. */
  readonly whole: number;
}

const StepRow = ({ step, first, most, whole }: StepRowProps) => {
  const { t } = useTranslation();
  return (
    <>
      <tr data-first={first} data-differs={step.differs} data-most={most}>
        <th scope="row">
          {t(stepTitles[step.id])}
          {first && <span className={classes.first}>{t("pastTests.firstDifference")}</span>}
        </th>
        <Side step={step.before} whole={whole} />
        <Side step={step.after} whole={whole} />
        <td className={classes.number}>{step.longer === undefined ? "–" : <Longer by={step.longer} />}</td>
      </tr>
      {step.requests.length > 0 && (
        <tr className={classes.requests} data-first={first}>
          <td colSpan={4}>
            <Requests requests={step.requests} />
          </td>
        </tr>
      )}
    </>
  );
};

const Side = ({ step, whole }: { readonly step: TestedStep | undefined; readonly whole: number }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const status = step?.status ?? "skipped";
  const ran = status === "skipped" ? undefined : step;
  const { word, Icon } = looks[status];
  return (
    <td className={classes.side} data-status={status}>
      <span className={classes.line}>
        <span className={classes.outcome}>
          <Icon size={16} aria-hidden="true" /> {t(word)}
        </span>
        {ran && <span className={classes.took}>{durationText(ran.durationMs, language)}</span>}
      </span>
      {ran && <Track span={{ startMs: 0, durationMs: ran.durationMs }} whole={whole} />}
    </td>
  );
};

/** A difference in time, with its sign. */
const Longer = ({ by }: { readonly by: number }) => {
  const language = useLanguage();
  const sign = by > 0 ? "+" : "−";
  return by === 0 ? "±0" : `${sign}${durationText(Math.abs(by), language)}`;
};

const Requests = ({ requests }: { readonly requests: readonly RequestDifference[] }) => {
  const { t } = useTranslation();
  const answer = (text: string | undefined) => text ?? t("pastTests.notAsked");
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so
    <ul role="list" aria-label={t("pastTests.requests")} className={classes.list}>
      {requests.map(({ method, address, before, after }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same request may be made several times, in an order that stays
        <li key={index}>
          <b>{method}</b> {address}: {answer(before)} → <b>{answer(after)}</b>
        </li>
      ))}
    </ul>
  );
};
