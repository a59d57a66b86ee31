import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useNow } from "../../ui/use-now.ts";
import classes from "./connection-list.module.css";
import { ConnectionRow } from "./connection-row.tsx";
import { actionOf } from "./list-keys.ts";

interface ListProps {
  readonly connections: readonly ConnectionSummary[];
  readonly chosen: ReadonlySet<string>;
  /** What stands above a row where a group begins. */
  readonly headingAt: (index: number) => ReactNode;
  readonly onChoose: (id: string, range: boolean) => void;
  readonly onChooseAll: () => void;
  readonly onChooseNone: () => void;
}

const rowHeight = 77;

/**
 * All connections, one a row, of which only those near the screen are in the page.
 * Tab enters the list once; the arrow keys, Home and End go through it.
 */
export const ConnectionList = memo((props: ListProps) => {
  const { connections, chosen, headingAt, onChoose } = props;
  const { t } = useTranslation();
  const now = useNow(30_000);
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const [wanted, setWanted] = useState(0);
  const current = Math.min(wanted, connections.length - 1);
  const virtualizer = useWindowVirtualizer({
    count: connections.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => connections[index]?.id ?? index,
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: 80,
    scrollPaddingEnd: 96,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) =>
        [...new Set([...defaultRangeExtractor(range), Math.max(0, current)])].toSorted((a, b) => a - b),
      [current],
    ),
  });
  useLayoutEffect(() => {
    // What stands above the list may grow at any time.
    setScrollMargin(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
  });
  const move = useRowFocus(list, current, setWanted);

  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionOf(event, current, connections.length - 1);
    const row = connections[current];
    // The box of a row knows what the space bar does to it.
    if (!action || !row || (action.kind === "choose" && event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (action.kind === "choose") onChoose(row.id, action.range);
    else if (action.kind === "choose-all") props.onChooseAll();
    else if (action.kind === "choose-none") props.onChooseNone();
    else go(row.id, action.to, action.range);
  };
  const go = (from: string, to: number, range: boolean): void => {
    const target = connections[to];
    if (range && !chosen.has(from)) onChoose(from, false);
    if (range && target) onChoose(target.id, true);
    virtualizer.scrollToIndex(to);
    move(to);
  };

  return (
    <ul
      ref={list}
      // biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so
      role="list"
      aria-label={t("home.title")}
      className={classes.list}
      data-choosing={chosen.size > 0}
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const connection = connections[index];
        return (
          connection && (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes.item}
              aria-setsize={connections.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - scrollMargin}px)` }}
              onFocus={() => setWanted(index)}
            >
              {headingAt(index)}
              <ConnectionRow
                connection={connection}
                now={now}
                chosen={chosen.has(connection.id)}
                tabStop={index === current}
                onChoose={onChoose}
              />
            </li>
          )
        );
      })}
    </ul>
  );
});

/** Moves the focus to a row's link, once that row is in the page. */
const useRowFocus = (
  list: { readonly current: HTMLUListElement | null },
  current: number,
  setWanted: (index: number) => void,
) => {
  const moving = useRef(false);
  useLayoutEffect(() => {
    if (!moving.current) return;
    const link = list.current?.querySelector<HTMLElement>(`[data-index="${current}"] a`);
    link?.focus({ preventScroll: true });
    moving.current = false;
  }, [list, current]);
  return (index: number): void => {
    moving.current = index !== current;
    setWanted(index);
  };
};
