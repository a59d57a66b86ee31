import type { PracticeService, SettingRule } from "./service.ts";

export type SettingValue = string | number | null;

export interface Settings {
  auto: "approve" | "deny" | null;
  services: Record<string, Record<string, SettingValue>>;
}

const personAbout = {
  en: "Who is signed in where nobody is asked.",
  ja: "確認なしの同意でログイン中とみなすユーザー。",
};

/** The rules of a service's settings: its own, and the person who is signed in. */
export const rulesOf = (service: PracticeService): Readonly<Record<string, SettingRule>> => ({
  ...service.settings,
  person: {
    kind: "choice",
    default: service.people[0].id,
    values: service.people.map((person) => person.id),
    about: personAbout,
  },
});

/** The settings nobody has changed. */
export const defaultSettings = (practices: readonly PracticeService[], auto: Settings["auto"]): Settings => ({
  auto,
  services: Object.fromEntries(
    practices.map((service) => [
      service.id,
      Object.fromEntries(Object.entries(rulesOf(service)).map(([name, rule]) => [name, rule.default])),
    ]),
  ),
});

/** What a rule allows, in words for an error message. */
export const allowedBy = (rule: SettingRule): string =>
  rule.kind === "choice"
    ? rule.values.join(", ")
    : rule.kind === "count"
      ? "a whole number from 0"
      : `a number of seconds from 0${rule.default === null ? ", null" : ""}`;

/** Whether the rule allows the value. */
export const allows = (rule: SettingRule, value: unknown): value is SettingValue => {
  if (rule.kind === "choice") return typeof value === "string" && rule.values.includes(value);
  if (rule.kind === "count") return Number.isSafeInteger(value) && Number(value) >= 0;
  if (value === null) return rule.default === null;
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
};
