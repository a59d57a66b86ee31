import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KnownOfFailure } from "../../../shared/bare-reason.ts";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import type { HistoryEntry, TestedEntry } from "../../../shared/history.ts";
import { client } from "../../client.ts";
import { useService } from "../../store/app-store.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ChartPages, usePages } from "./chart-pages.tsx";
import { firstPair, type Pair, pairOf } from "./compare-runs.ts";
import { ComparisonView } from "./comparison.tsx";
import { runOfEntry } from "./past-run.ts";
import { RunTable } from "./run-table.tsx";
import { useRunWords } from "./run-words.ts";
import { TestChart } from "./test-chart.tsx";
import { TestSchedule } from "./test-schedule.tsx";
import { TestSteps } from "./test-steps.tsx";

/** So many tests are looked at, the newest. */
const most = 400;

export interface PastTestsProps {
  readonly connection: ConnectionDetail;
  /** Fetches the connection again. */
  readonly refresh: () => Promise<void>;
}

/** The remembered tests of a connection as a chart; a chosen one with its steps, or two side by side. */
export const PastTests = ({ connection, refresh }: PastTestsProps) => {
  const { t } = useTranslation();
  const tests = usePastTests(connection);
  return (
    <Panel title={t("pastTests.title")}>
      <TestSchedule connection={connection} refresh={refresh} />
      {tests.status === "failed" && <FailureAlert failure={tests.failure} />}
      {tests.status === "ready" &&
        (tests.value.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("pastTests.none")}
          </Text>
        ) : (
          <Runs connection={connection} runs={tests.value} />
        ))}
    </Panel>
  );
};

interface RunsProps {
  readonly connection: ConnectionDetail;
  /** The oldest first. */
  readonly runs: readonly TestedEntry[];
}

type Mode = "one" | "two";

const Runs = ({ connection, runs }: RunsProps) => {
  const { t } = useTranslation();
  const pages = usePages(runs);
  const known = useKnown(connection);
  const [mode, setMode] = useState<Mode>("one");
  const [chosenAt, setChosenAt] = useState<number>();
  const chosen = runs.find(({ at }) => at === chosenAt);
  const two = useTwo(runs);
  const comparing = mode === "two" && two.pair !== undefined;
  const marks = new Map(chosen ? [[chosen, ""]] : []);
  const choose = (run: TestedEntry): void => {
    if (comparing) two.take(run);
    else setChosenAt(run.at === chosenAt ? undefined : run.at);
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Summary runs={pages.shown} />
        <Group gap="xs">
          <ChartPages pages={pages} />
          {two.pair && (
            <SegmentedControl
              size="xs"
              aria-label={t("pastTests.mode")}
              value={mode}
              onChange={(value) => setMode(value as Mode)}
              data={[
                { value: "one", label: t("pastTests.one") },
                { value: "two", label: t("pastTests.two") },
              ]}
            />
          )}
        </Group>
      </Group>
      <TestChart runs={pages.shown} chosen={comparing && two.pair ? marksOf(two.pair) : marks} onChoose={choose} />
      {comparing && two.pair && <ComparisonView pair={two.pair} runs={runs} known={known} onChoose={two.set} />}
      {!comparing && chosen && <ChosenRun run={chosen} known={known} />}
      {!comparing && !chosen && (
        <Text size="sm" c="dimmed">
          {t("pastTests.hint")}
        </Text>
      )}
      <RunTable runs={pages.shown} />
    </Stack>
  );
};

const marksOf = ({ before, after }: Pair): ReadonlyMap<TestedEntry, string> =>
  new Map([
    [before, "A"],
    [after, "B"],
  ]);

const Summary = ({ runs }: { readonly runs: readonly TestedEntry[] }) => {
  const { t } = useTranslation();
  const words = useRunWords();
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return null;
  const counted = { passed: runs.filter(({ ok }) => ok).length, all: runs.length };
  return (
    <Text size="sm" c="dimmed">
      {t("pastTests.summary", { ...counted, from: words.when(first), to: words.when(last) })}
    </Text>
  );
};

/** The two tests that are compared. One that is taken in the chart replaces the one chosen longer ago. */
const useTwo = (runs: readonly TestedEntry[]) => {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [one, other] = chosen.map((wanted) => runs.find(({ at }) => at === wanted));
  const pair = useMemo(() => (one && other ? pairOf(one, other) : firstPair(runs)), [one, other, runs]);
  return {
    pair,
    set: ({ before, after }: Pair) => setChosen([before.at, after.at]),
    take: ({ at }: TestedEntry) => {
      const two = chosen.length === 2 || !pair ? chosen : [pair.before.at, pair.after.at];
      if (!two.includes(at)) setChosen([...two.slice(-1), at]);
    },
  };
};

const useKnown = ({ service, settingsLocation }: ConnectionDetail): KnownOfFailure => {
  const name = useService(service)?.definition.name ?? service;
  return useMemo(() => ({ service: name, path: settingsLocation }), [name, settingsLocation]);
};

/** A remembered test with its steps, as far as they were kept. */
const ChosenRun = ({ run, known }: { readonly run: TestedEntry; readonly known: KnownOfFailure }) => {
  const { t } = useTranslation();
  const words = useRunWords();
  const past = useMemo(() => runOfEntry(run, known), [run, known]);
  return (
    <section aria-label={t("pastTests.chosen")}>
      <Text fw={600} aria-live="polite">
        {words.whole(run)}
      </Text>
      <TestSteps run={past} label={t("pastTests.steps")} />
    </section>
  );
};

/** The remembered tests, the oldest first; fetched again whenever the connection was. */
const usePastTests = (connection: ConnectionDetail) => {
  const [tests, setTests] = useState<Loadable<readonly TestedEntry[]>>(loading);
  useEffect(() => {
    let wanted = true;
    const fetch = () => client.connections.history({ id: connection.id, limit: most, testsOnly: true });
    void load(async () => oldestFirst((await fetch()).entries)).then((answer) => {
      if (wanted) setTests(answer);
    });
    return () => {
      wanted = false;
    };
  }, [connection]);
  return tests;
};

/** A test is known by when it ended: the moment stands for it. */
const oldestFirst = (entries: readonly HistoryEntry[]): readonly TestedEntry[] => {
  const tests = entries.filter((entry) => entry.type === "tested");
  return [...new Map(tests.map((test) => [test.at, test])).values()].toReversed();
};
