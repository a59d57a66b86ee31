import { ActionIcon, Group } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TestedEntry } from "../../../shared/history.ts";

/** So many tests fit side by side, and so many in a narrow window. */
const wide = 40;
const narrow = 16;

/** A stretch of the remembered tests, and the ways to those before and after. */
export interface Pages {
  readonly shown: readonly TestedEntry[];
  readonly earlier: (() => void) | undefined;
  readonly later: (() => void) | undefined;
}

/** The newest tests first; half a page further with each step. */
export const usePages = (runs: readonly TestedEntry[]): Pages => {
  const [back, setBack] = useState(0);
  const pageSize = useMediaQuery("(max-width: 44em)") ? narrow : wide;
  const end = Math.max(Math.min(pageSize, runs.length), runs.length - back);
  const begin = Math.max(0, end - pageSize);
  const step = pageSize / 2;
  return {
    shown: runs.slice(begin, end),
    earlier: begin > 0 ? () => setBack(runs.length - end + step) : undefined,
    later: end < runs.length ? () => setBack(Math.max(0, runs.length - end - step)) : undefined,
  };
};

/** Goes to earlier and later tests; nothing where all are shown. */
export const ChartPages = ({ pages: { earlier, later } }: { readonly pages: Pages }) => {
  const { t } = useTranslation();
  if (!earlier && !later) return null;
  return (
    <Group gap={4}>
      <ActionIcon variant="default" size="sm" aria-label={t("pastTests.earlier")} disabled={!earlier} onClick={earlier}>
        <IconChevronLeft size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="default" size="sm" aria-label={t("pastTests.later")} disabled={!later} onClick={later}>
        <IconChevronRight size={14} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
};
