import type { PracticePerson } from "../../practice/kit.ts";
import { type Account, accounts, identities } from "../launchpad-practice.ts";

/** The account with this number, whoever it belongs to. */
export const accountWith = (id: number): Account | undefined =>
  Object.values(accounts).find((account) => account.id === id);

/** The logins at Launchpad, and what is special about them here. */
export const people: readonly [PracticePerson, ...PracticePerson[]] = [
  {
    ...identities.hana,
    note: { en: "One account of each Basecamp.", ja: "Basecamp 3 / 4 と 2 のアカウントを 1 つずつ所有。" },
  },
  {
    ...identities.tom,
    note: { en: "Two accounts, so one has to be chosen.", ja: "アカウントが 2 つあり、選択が必要。" },
  },
  {
    ...identities.rin,
    note: { en: "Signed up, but in no account.", ja: "登録済みだが、アカウントなし。" },
  },
];

const topics = ["Website relaunch", "Spring catalogue", "Office move", "Customer interviews", "Onboarding", "Podcast"];

const newestId = 2_085_958_499;
const newestTime = Date.UTC(2026, 9, 1);
const hour = 3_600_000;

/** What both Basecamps tell of a project, in words of neither. */
export interface Project {
  readonly id: number | string;
  readonly name: string;
  readonly createdAt: string;
}

/** The projects of an account, newest first. */
export const projectsOf = (account: Account): readonly Project[] =>
  Array.from({ length: account.product === "bc3" ? 108 : 60 }, (_, index) => ({
    id: newestId - index * 37,
    name: `${topics[index % topics.length]} ${Math.floor(index / topics.length) + 1}`,
    createdAt: new Date(newestTime - index * 31 * hour).toISOString(),
  }));

const sample: Project = { id: "abcd1234", name: "The documentation's sample", createdAt: "2026-01-05T09:00:00.000Z" };

/** One project; `abcd1234`, from the documentation's connection string, is there too though in no list. */
export const projectWith = (account: Account, id: string): Project | undefined =>
  [...projectsOf(account), sample].find((project) => String(project.id) === id);
