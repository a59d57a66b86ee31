import type { PracticePerson } from "../../practice/kit.ts";
import { accounts, identities, identityWith } from "../launchpad-practice.ts";

/** The API token of the person who belongs to the account. */
export const apiToken = "practice-highrise-token";

/** What signs in with an e-mail address, at the one address that takes it. */
export const password = "practice";

/** The logins at Launchpad, and what is special about them here. */
export const people: readonly [PracticePerson, ...PracticePerson[]] = [
  { ...identities.hana, note: { en: "Owns the account kumo.", ja: "アカウント「kumo」の所有者。" } },
  {
    ...identities.tom,
    note: { en: "Can sign in, but has no Highrise account.", ja: "ログインできるが、Highrise のアカウントなし。" },
  },
];

/** Whether a person belongs to the account. */
export const isMember = (person: string): boolean => identityWith(person).accounts.includes(accounts.highrise);

type Value = string | number | boolean | Date;

const escaped = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** One element with its type, as Highrise writes them. */
const field = (name: string, value: Value): string => {
  if (typeof value === "string") return `  <${name}>${escaped(value)}</${name}>`;
  if (value instanceof Date) return `  <${name} type="datetime">${value.toISOString().slice(0, 19)}Z</${name}>`;
  return `  <${name} type="${typeof value === "number" ? "integer" : "boolean"}">${value}</${name}>`;
};

const element = (name: string, fields: Readonly<Record<string, Value>>): string =>
  [`<${name}>`, ...Object.entries(fields).map(([field_, value]) => field(field_, value)), `</${name}>`].join("\n");

const founded = new Date(Date.UTC(2012, 3, 2, 9));
const changed = new Date(Date.UTC(2026, 9, 1, 9));

const owner = {
  id: 61234,
  name: identities.hana.name,
  "email-address": identities.hana.email,
};

const dates = { "created-at": founded, "updated-at": changed };

/** `me.xml`, the API token in clear. */
export const me = (): string =>
  element("user", { ...owner, token: apiToken, dropbox: "dropbox@61234.kumo.highrisehq.com", ...dates });

/** `account.xml`; all names are dashed but two. */
export const account = (): string =>
  element("account", {
    id: accounts.highrise.id,
    name: accounts.highrise.name,
    subdomain: accounts.highrise.subdomain,
    plan: "plus",
    "owner-id": owner.id,
    "people-count": 1280,
    storage: 17_374_444,
    color_theme: "blue",
    ssl_enabled: true,
    ...dates,
  });

/** `users.xml`. */
export const users = (): string =>
  [
    '<users type="array">',
    element("user", { ...owner, admin: true, ...dates }),
    element("user", { id: 61235, name: "Ken & Co", "email-address": "ken@kumo.example", admin: false, ...dates }),
    "</users>",
  ].join("\n");
