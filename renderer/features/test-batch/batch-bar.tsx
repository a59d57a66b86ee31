import { Button, Progress, Text, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TestBatch } from "../../store/test-batch.ts";
import { cancelTests, useTestBatch } from "../../store/test-batch-store.ts";
import { useTestStore } from "../../store/test-store.ts";
import { FloatingBar } from "../../ui/floating-bar.tsx";
import { tell } from "../../ui/tell.tsx";
import classes from "./batch-bar.module.css";
import { heardProgress } from "./heard-progress.ts";

/** How far the tests of several connections are, on whatever screen, and the way to end them. Says in the end how they went. */
export const BatchBar = () => {
  const batch = useTestBatch();
  const phase = batch?.phase;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the phase changes
  useEffect(() => {
    if (batch && phase !== "running") tellOfEnd(batch);
  }, [phase]);
  if (batch?.phase !== "running") return null;
  return <Running batch={batch} />;
};

const Running = ({ batch: { ids, done } }: { readonly batch: TestBatch }) => {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useKeptFocus(bar);
  const words = (count: number): string => t("testBatch.progress", { done: count, all: ids.length });
  return (
    <FloatingBar ref={bar} role="group" label={t("testBatch.title")} className={classes.bar}>
      <div className={classes.words}>
        <Text size="sm" fw={600} aria-hidden="true" className={classes.count}>
          {words(done)}
        </Text>
        <Progress.Root size="sm">
          <Progress.Section value={(100 * done) / ids.length} aria-label={t("testBatch.title")} />
        </Progress.Root>
      </div>
      <VisuallyHidden role="status">{words(heardProgress(done, ids.length))}</VisuallyHidden>
      <Button variant="default" size="xs" onClick={cancelTests}>
        {t("testBatch.cancel")}
      </Button>
    </FloatingBar>
  );
};

/** What was pressed to begin is gone: the focus goes to Cancel, and in the end to the screen's heading. */
const useKeptFocus = (bar: React.RefObject<HTMLDivElement | null>): void => {
  useEffect(() => {
    const element = bar.current;
    if (document.activeElement === document.body) element?.querySelector("button")?.focus();
    return () => {
      if (element?.contains(document.activeElement)) document.querySelector<HTMLElement>("main h1")?.focus();
    };
  }, [bar]);
};

const tellOfEnd = ({ ids, done, passed, phase }: TestBatch): void => {
  const { runs } = useTestStore.getState();
  const broken = ids.some((id) => runs[id]?.phase === "broken");
  const good = passed === done && !broken;
  tell({
    color: phase === "cancelled" && good ? "gray" : good ? "green" : "red",
    words: (t) =>
      phase === "cancelled"
        ? t("testBatch.cancelled", { done, passed, all: ids.length })
        : t("testBatch.finished", { passed, count: ids.length }),
  });
};
