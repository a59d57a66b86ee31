import { useTranslation } from "react-i18next";
import type { TestedEntry } from "../../../shared/history.ts";
import { failedStepOf } from "./past-run.ts";
import { useRunWords } from "./run-words.ts";
import classes from "./step-details.module.css";

/** The same tests as the chart shows, in words, the newest first. Closed at first. */
export const RunTable = ({ runs }: { readonly runs: readonly TestedEntry[] }) => {
  const { t } = useTranslation();
  const words = useRunWords();
  return (
    <details className={classes.details}>
      <summary>{t("pastTests.asTable")}</summary>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t("pastTests.title")}>
          <thead>
            <tr>
              <th scope="col">{t("pastTests.when")}</th>
              <th scope="col">{t("pastTests.result")}</th>
              <th scope="col">{t("test.cause")}</th>
              <th scope="col">{t("test.took")}</th>
              <th scope="col">{t("pastTests.asked")}</th>
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map((run) => (
              <tr key={run.at}>
                <th scope="row" className={classes.plain}>
                  {words.when(run)}
                </th>
                <td>{words.result(run)}</td>
                <td>
                  <code>{failedStepOf(run)?.code}</code>
                </td>
                <td className={classes.number}>{words.took(run)}</td>
                <td>{words.asked(run)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};
