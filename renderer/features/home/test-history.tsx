import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { sparkline, ticksOf } from "./sparkline.ts";
import classes from "./test-history.module.css";

/** The remembered tests as a line of small bars; one alone is no history. */
export const TestHistory = ({ tests = [] }: Pick<ConnectionSummary, "tests">) => {
  const { t } = useTranslation();
  if (tests.length < 2) return null;
  const label = t("home.history", { passed: tests.filter(({ ok }) => ok).length, count: tests.length });
  return (
    <svg
      className={classes.history}
      viewBox={`0 0 ${sparkline.width} ${sparkline.height}`}
      width={sparkline.width}
      height={sparkline.height}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {ticksOf(tests).map(({ x, y, width, height, ok }) => (
        <rect key={x} x={x} y={y} width={width} height={height} rx={1} data-ok={ok} />
      ))}
    </svg>
  );
};
