import { Group, Select, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { asTestInterval, type TestInterval } from "../../../shared/test-schedule.ts";
import { client } from "../../client.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";

interface TestScheduleProps {
  readonly connection: ConnectionDetail;
  readonly refresh: () => Promise<void>;
}

const words = {
  hour: "pastTests.everyHour",
  day: "pastTests.everyDay",
  week: "pastTests.everyWeek",
} as const satisfies Record<TestInterval, string>;

/** How often a connection is tested by itself, and when next. */
export const TestSchedule = ({ connection, refresh }: TestScheduleProps) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure>();
  const every = connection.schedule?.every ?? "never";
  const choose = async (value: string | null): Promise<void> => {
    if (value === null || value === every) return;
    setFailure(undefined);
    await client.connections
      .testEvery({ id: connection.id, every: asTestInterval(value) ?? null })
      .then(refresh, (thrown: unknown) => setFailure(failureOf(thrown)));
  };
  return (
    <>
      <Group gap="md" mb="md" align="flex-end">
        <Select
          label={t("pastTests.schedule")}
          w={180}
          allowDeselect={false}
          value={every}
          onChange={(value) => void choose(value)}
          data={[
            { value: "never", label: t("pastTests.never") },
            ...Object.entries(words).map(([value, word]) => ({ value, label: t(word) })),
          ]}
        />
        <Text size="sm" c="dimmed" aria-live="polite" flex="1 1 16rem" mb={6}>
          <Next connection={connection} />
        </Text>
      </Group>
      {failure && <FailureAlert failure={failure} onClose={() => setFailure(undefined)} />}
    </>
  );
};

const Next = ({ connection: { schedule, health } }: Pick<TestScheduleProps, "connection">) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(30_000);
  if (!schedule) return t("pastTests.scheduleNote");
  if (health === "consent-needed") return t("pastTests.scheduleWaits");
  if (schedule.nextAt - now < 60_000) return t("pastTests.nextTestNow");
  return t("pastTests.nextTest", { relative: relativeTime(schedule.nextAt, now, language) });
};
