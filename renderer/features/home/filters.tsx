import { Button, Chip, Group, Menu, TextInput } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Health } from "../../../shared/connection.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useServices } from "../../store/app-store.ts";
import { healthWordOf } from "../../ui/health.tsx";
import type { Arranged } from "./arrange.ts";
import classes from "./filters.module.css";
import { groupings, type HomeView, healthOrder, sortings } from "./view.ts";

const sortWords = {
  attention: "home.sortAttention",
  name: "home.sortName",
  next: "home.sortNext",
  tested: "home.sortTested",
} as const;

const groupWords = { none: "home.groupNone", service: "home.groupService", health: "home.groupHealth" } as const;

/** Inside its part of the screen, its first choice focused, and the button again once it is closed. */
const menuProps = {
  position: "bottom-start",
  withinPortal: false,
  withInitialFocusPlaceholder: false,
  returnFocus: true,
} as const;

interface FiltersProps {
  readonly view: HomeView;
  readonly counts: Pick<Arranged, "byHealth" | "byService" | "byTag">;
  /** The healths there are at all: what is typed takes no chip away, so that nothing moves. */
  readonly healths: ReadonlySet<Health>;
  readonly onChange: (part: Partial<HomeView>) => void;
}

/** The ways to find connections among many, and to put them in order. */
export const Filters = ({ view, counts, healths: known, onChange }: FiltersProps) => {
  const { t } = useTranslation();
  const services = useServices().map(({ definition: { id, name } }) => ({ id, name }));
  const pick = <T extends string>(values: readonly T[], chosen: string, words: (value: T) => string) => ({
    value: chosen,
    choices: values.map((value) => ({ value, word: words(value) })),
  });
  return (
    <search className={classes.filters} aria-label={t("home.filters")}>
      <TextInput
        aria-label={t("home.filter")}
        placeholder={t("home.filter")}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        type="search"
        value={view.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Group justify="space-between" gap="xs">
        <HealthChips
          chosen={view.healths}
          known={known}
          counts={counts.byHealth}
          onChange={(healths) => onChange({ healths })}
        />
        <Group gap={2} className={classes.menus}>
          <FilterMenu
            label={t("home.groupService")}
            all={t("home.allServices")}
            options={services}
            chosen={view.services}
            counts={counts.byService}
            onChange={(chosen) => onChange({ services: chosen })}
          />
          {(counts.byTag.size > 0 || view.tags.length > 0) && (
            <FilterMenu
              label={t("home.tag")}
              all={t("home.allTags")}
              options={noOptions}
              chosen={view.tags}
              counts={counts.byTag}
              onChange={(tags) => onChange({ tags })}
            />
          )}
          <ChoiceMenu
            label={t("home.sort")}
            {...pick(sortings, view.sort, (value) => t(sortWords[value]))}
            onChange={(value) => onChange({ sort: sortings.find((each) => each === value) ?? view.sort })}
          />
          <ChoiceMenu
            label={t("home.group")}
            {...pick(groupings, view.group, (value) => t(groupWords[value]))}
            onChange={(value) => onChange({ group: groupings.find((each) => each === value) ?? view.group })}
          />
        </Group>
      </Group>
    </search>
  );
};

interface ChipsProps {
  readonly chosen: readonly Health[];
  readonly known: ReadonlySet<Health>;
  readonly counts: ReadonlyMap<Health, number>;
  readonly onChange: (chosen: readonly Health[]) => void;
}

const HealthChips = ({ chosen, known, counts, onChange }: ChipsProps) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const offered = healthOrder.filter((health) => known.has(health) || chosen.includes(health));
  return (
    <Chip.Group
      multiple
      value={[...chosen]}
      onChange={(values) => onChange(healthOrder.filter((health) => values.includes(health)))}
    >
      <Group gap={6} role="group" aria-label={t("home.groupHealth")}>
        {offered.map((health) => (
          <Chip key={health} value={health} size="xs" variant="outline">
            {t(healthWordOf(health))} <span className={classes.count}>{number.format(counts.get(health) ?? 0)}</span>
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
};

interface Option {
  readonly id: string;
  readonly name: string;
}

/** What is counted names itself. */
const noOptions: readonly Option[] = [];

interface FilterMenuProps {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly all: string;
  /** What can be chosen, by names of its own; what else is counted follows. */
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly onChange: (chosen: readonly string[]) => void;
}

const FilterMenu = ({ label, all, options, chosen, counts, onChange }: FilterMenuProps) => {
  const number = new Intl.NumberFormat(useLanguage());
  const others = [...new Set([...counts.keys(), ...chosen])]
    .filter((id) => !options.some((each) => each.id === id))
    .toSorted((a, b) => a.localeCompare(b));
  const offered = [...options, ...others.map((id) => ({ id, name: id }))].filter(
    ({ id }) => counts.has(id) || chosen.includes(id),
  );
  const [first, ...more] = offered.filter(({ id }) => chosen.includes(id));
  const value = first ? [first.name, ...(more.length > 0 ? [`+${more.length}`] : [])].join(" ") : all;
  return (
    <Menu {...menuProps}>
      <Menu.Target>
        <MenuButton label={label} value={value} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxGroup value={[...chosen]} onChange={onChange}>
          {offered.map(({ id, name }) => (
            <Menu.CheckboxItem
              key={id}
              value={id}
              rightSection={<span className={classes.count}>{number.format(counts.get(id) ?? 0)}</span>}
            >
              {name}
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
      </Menu.Dropdown>
    </Menu>
  );
};

interface ChoiceMenuProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly word: string }[];
  readonly onChange: (value: string) => void;
}

const ChoiceMenu = ({ label, value, choices, onChange }: ChoiceMenuProps) => (
  <Menu {...menuProps}>
    <Menu.Target>
      <MenuButton label={label} value={choices.find((each) => each.value === value)?.word ?? ""} />
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.RadioGroup value={value} onChange={onChange}>
        {choices.map((each) => (
          <Menu.RadioItem key={each.value} value={each.value} closeMenuOnClick>
            {each.word}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Dropdown>
  </Menu>
);

/** `label: value` as a quiet button; the rest is what a menu hands to what opens it. */
const MenuButton = ({ label, value, ...rest }: { readonly label: string; readonly value: string }) => (
  <Button
    {...rest}
    variant="subtle"
    color="gray"
    size="compact-sm"
    rightSection={<IconChevronDown size={14} aria-hidden="true" />}
  >
    <span className={classes.label}>{label}:</span>&nbsp;{value}
  </Button>
);
