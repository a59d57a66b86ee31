import { Group, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import type { HistoryEntry, TestedEntry } from "../../../shared/history.ts";
import { client } from "../../client.ts";
import { useService } from "../../store/app-store.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ChartPages, usePages } from "./chart-pages.tsx";
import { runOfEntry } from "./past-run.ts";
import { RunTable } from "./run-table.tsx";
import { useRunWords } from "./run-words.ts";
import { TestChart } from "./test-chart.tsx";
import { TestSteps } from "./test-steps.tsx";

/** So many tests are looked at, the newest. */
const most = 400;

/** The remembered tests of a connection as a chart; a chosen one with its steps. */
export const PastTests = ({ connection }: { readonly connection: ConnectionDetail }) => {
  const { t } = useTranslation();
  const tests = usePastTests(connection);
  return (
    <Panel title={t("pastTests.title")}>
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

const Runs = ({ connection, runs }: RunsProps) => {
  const { t } = useTranslation();
  const words = useRunWords();
  const [chosenAt, setChosenAt] = useState<number>();
  const chosen = runs.find(({ at }) => at === chosenAt);
  const pages = usePages(runs);
  const [first, last] = [pages.shown[0], pages.shown.at(-1)];
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {first &&
            last &&
            t("pastTests.summary", {
              passed: pages.shown.filter(({ ok }) => ok).length,
              all: pages.shown.length,
              from: words.when(first),
              to: words.when(last),
            })}
        </Text>
        <ChartPages pages={pages} />
      </Group>
      <TestChart
        runs={pages.shown}
        chosen={new Map(chosen ? [[chosen, ""]] : [])}
        onChoose={(run) => setChosenAt(run.at === chosenAt ? undefined : run.at)}
      />
      {chosen ? (
        <ChosenRun connection={connection} run={chosen} />
      ) : (
        <Text size="sm" c="dimmed">
          {t("pastTests.hint")}
        </Text>
      )}
      <RunTable runs={pages.shown} />
    </Stack>
  );
};

/** A remembered test with its steps, as far as they were kept. */
const ChosenRun = ({ connection, run }: { readonly connection: ConnectionDetail; readonly run: TestedEntry }) => {
  const { t } = useTranslation();
  const words = useRunWords();
  const { service, settingsLocation } = connection;
  const name = useService(service)?.definition.name ?? service;
  const past = useMemo(() => runOfEntry(run, { service: name, path: settingsLocation }), [run, name, settingsLocation]);
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
