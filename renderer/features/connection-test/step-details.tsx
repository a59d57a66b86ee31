import { useTranslation } from "react-i18next";
import type { TestExchange, TestStep } from "../../../shared/test-report.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { durationText } from "../../ui/time.ts";
import classes from "./step-details.module.css";
import { barOf, endOf, type Span } from "./waterfall.ts";

/** What a step asked of the network: the parts of reaching it, and each request with its answer. Closed at first. */
export const StepDetails = ({ step }: { readonly step: TestStep }) => {
  const { t } = useTranslation();
  const { reach, exchanges = [] } = step;
  if (!reach && exchanges.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t("test.details", { count: exchanges.length })}</summary>
      {reach && <Parts rows={partsOf(reach)} />}
      {exchanges.length > 0 && <Exchanges exchanges={exchanges} />}
    </details>
  );
};

interface Part extends Span {
  readonly name: string;
}

/** DNS, TCP and TLS after each other, as they happen. */
const partsOf = ({ dns, connect, tls }: NonNullable<TestStep["reach"]>): readonly Part[] => [
  { name: "DNS", startMs: 0, durationMs: dns },
  { name: "TCP", startMs: dns, durationMs: connect },
  ...(tls === undefined ? [] : [{ name: "TLS", startMs: dns + connect, durationMs: tls }]),
];

const Parts = ({ rows }: { readonly rows: readonly Part[] }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const whole = endOf(rows);
  return (
    <table className={classes.table} aria-label={t("test.reach")}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className={classes.part}>
              {row.name}
            </th>
            <td className={classes.number}>{durationText(row.durationMs, language)}</td>
            <td className={classes.wide}>
              <Track span={row} whole={whole} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Exchanges = ({ exchanges }: { readonly exchanges: readonly TestExchange[] }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = Math.min(...exchanges.map(({ startMs }) => startMs));
  const spans = exchanges.map(({ startMs, durationMs }) => ({ startMs: startMs - first, durationMs }));
  const whole = endOf(spans);
  return (
    <div>
      <table className={classes.table} aria-label={t("test.requests")}>
        <thead>
          <tr>
            <th scope="col" className={classes.address}>
              {t("test.asked")}
            </th>
            <th scope="col" className={classes.answer}>
              {t("test.answered")}
            </th>
            <th scope="col" className={classes.number}>
              {t("test.took")}
            </th>
            <th scope="col" className={classes.wide}>
              <span className={classes.unseen}>{t("test.waterfall")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {exchanges.map((exchange, index) => (
            <tr key={`${exchange.startMs} ${exchange.address}`}>
              <td className={classes.address}>
                <b>{exchange.method}</b> {exchange.address}
              </td>
              <td>
                <Answer exchange={exchange} />
              </td>
              <td className={classes.number}>{durationText(exchange.durationMs, language)}</td>
              <td className={classes.wide}>
                <Track span={spans[index] ?? { startMs: 0, durationMs: 0 }} whole={whole} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{t("test.redacted")}</p>
    </div>
  );
};

const Answer = ({ exchange: { status, failure, length, headers } }: { readonly exchange: TestExchange }) => {
  const { t } = useTranslation();
  const size = length ? t("test.characters", { count: length }) : undefined;
  return (
    <>
      <b>{status === undefined ? t("test.noAnswer", { why: failure ?? "" }) : status}</b>
      {size && ` · ${size}`}
      {headers.map(({ name, value }) => (
        <div key={name} className={classes.header}>
          {name}: {value}
        </div>
      ))}
    </>
  );
};

/** A stretch of time as a bar; its length stands beside in words. */
export const Track = ({ span, whole }: { readonly span: Span; readonly whole: number }) => {
  const { left, width } = barOf(span, whole);
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.bar} style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  );
};
