import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useServices } from "../../store/app-store.ts";
import { bulkExport } from "../../store/bulk-export-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { healthWordOf } from "../../ui/health.tsx";
import { ActionBar } from "./action-bar.tsx";
import { arrange, groupStarts, indexOf } from "./arrange.ts";
import { ConnectionList } from "./connection-list.tsx";
import classes from "./connections.module.css";
import { Filters } from "./filters.tsx";
import { chosenOf, extended, noSelection, toggled } from "./selection.ts";
import { useDeletion } from "./use-deletion.tsx";
import { canFilter, type HomeView, isFiltered, plainView } from "./view.ts";
import { useViewStore } from "./view-store.ts";

/** The connections there are, the ways to find some of them, and what can be done to several. */
export const Connections = ({ all }: { readonly all: readonly ConnectionSummary[] }) => {
  const { view: chosenView, change } = useViewStore();
  const filters = canFilter(all);
  const view = filters ? chosenView : plainView;
  // What is typed shows at once; the list follows as soon as there is time.
  const { shown, byHealth, byService, byTag, headingAt } = useArranged(useDeferredValue(all), useDeferredValue(view));
  const healths = useMemo(() => new Set(all.map(({ health }) => health)), [all]);
  const selection = useSelection(shown);
  const remove = useDeletion();
  const removeChosen = (): void => {
    const ids = new Set(selection.chosen);
    selection.chooseNone();
    remove(shown.filter(({ id }) => ids.has(id)));
  };
  const exportChosen = (): void => {
    bulkExport.getState().choose(selection.chosen);
    goTo(addressOf.export);
  };
  return (
    <Stack gap="md">
      {filters && <Filters view={view} counts={{ byHealth, byService, byTag }} healths={healths} onChange={change} />}
      <div>
        {filters && (
          <CountLine
            shown={shown.length}
            all={all.length}
            view={view}
            onClear={() => change({ text: "", services: [], healths: [] })}
          />
        )}
        <ConnectionList
          connections={shown}
          chosen={selection.ids}
          headingAt={headingAt}
          onChoose={selection.choose}
          onChooseAll={selection.chooseAll}
          onChooseNone={selection.chooseNone}
        />
      </div>
      <ActionBar
        chosen={selection.chosen}
        shown={shown.length}
        onChooseAll={selection.chooseAll}
        onChooseNone={selection.chooseNone}
        onExport={exportChosen}
        onDelete={removeChosen}
      />
    </Stack>
  );
};

const useArranged = (all: readonly ConnectionSummary[], view: HomeView) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const services = useServices();
  const nameOf = useMemo(() => {
    const names = new Map(services.map(({ definition: { id, name } }) => [id, name]));
    return (service: string): string => names.get(service) ?? service;
  }, [services]);
  const index = useMemo(() => indexOf(all, nameOf, view.sort), [all, nameOf, view.sort]);
  const arranged = useMemo(() => arrange(index, view, nameOf), [index, view, nameOf]);
  const { shown } = arranged;
  const starts = useMemo(() => groupStarts(shown, view), [shown, view]);
  const headingAt = useCallback(
    (at: number) => {
      const [held, connection] = [starts.get(at), shown[at]];
      if (held === undefined || !connection) return null;
      return (
        <h2 className={classes.heading}>
          {view.group === "service" ? nameOf(connection.service) : t(healthWordOf(connection.health))}{" "}
          <span className={classes.held}>{new Intl.NumberFormat(language).format(held)}</span>
        </h2>
      );
    },
    [starts, shown, view.group, nameOf, t, language],
  );
  return { ...arranged, headingAt };
};

const useSelection = (shown: readonly ConnectionSummary[]) => {
  const [selection, setSelection] = useState(noSelection);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const chosen = useMemo(() => chosenOf(selection, ids), [selection, ids]);
  return {
    ids: selection.ids,
    chosen,
    choose: useCallback(
      (id: string, range: boolean) =>
        setSelection((before) => (range ? extended(before, id, ids) : toggled(before, id))),
      [ids],
    ),
    chooseAll: useCallback(() => setSelection({ ids: new Set(ids), anchor: undefined }), [ids]),
    chooseNone: useCallback(() => setSelection(noSelection), []),
  };
};

interface CountLineProps {
  readonly shown: number;
  readonly all: number;
  readonly view: HomeView;
  readonly onClear: () => void;
}

const CountLine = ({ shown, all, view, onClear }: CountLineProps) => {
  const { t } = useTranslation();
  const text = view.text.trim();
  const words = (): string => {
    if (shown === 0) return text ? t("home.filterNone", { text }) : t("home.filterNoneChosen");
    if (shown === all) return t("home.countAll", { count: all });
    return t("home.countSome", { shown, count: all });
  };
  return (
    <Group className={classes.counts} gap="sm">
      <output aria-live="polite">
        <Text size="sm" c="dimmed" component="span">
          {words()}
        </Text>
      </output>
      {isFiltered(view) && (
        <Anchor component="button" type="button" size="sm" onClick={onClear}>
          {t("home.clearFilters")}
        </Anchor>
      )}
    </Group>
  );
};
