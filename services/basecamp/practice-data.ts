import type { PracticePerson } from "../../practice/kit.ts";

/** An account a person may belong to. `bc3` is Basecamp 3 and 4, `bcx` is Basecamp 2. */
export interface Account {
  readonly product: "bc3" | "bcx";
  readonly id: number;
  readonly name: string;
  readonly lapsed?: true;
}

const accounts = {
  bc3: { product: "bc3", id: 1234567, name: "Kumo Design Works" },
  bcx: { product: "bcx", id: 999999999, name: "Kumo Design (Basecamp 2)" },
  other: { product: "bc3", id: 2345678, name: "Harbour Street Studio" },
  /** In nobody's list, but somebody may still have its number. */
  lapsed: { product: "bc3", id: 7777777, name: "Lapsed Trial", lapsed: true },
} as const satisfies Record<string, Account>;

/** The account with this number, whoever it belongs to. */
export const accountWith = (id: number): Account | undefined =>
  Object.values(accounts).find((account) => account.id === id);

interface Person extends PracticePerson {
  readonly identity: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly accounts: readonly Account[];
}

/** Made-up people; every address is of a domain that can belong to nobody (RFC 2606). */
export const people: readonly [Person, ...Person[]] = [
  {
    id: "hana",
    identity: 9007199254,
    name: "Hana Mori",
    firstName: "Hana",
    lastName: "Mori",
    email: "hana@kumo.example",
    accounts: [accounts.bc3, accounts.bcx],
    note: { en: "One account of each Basecamp.", ja: "Basecamp 3 / 4 と 2 のアカウントを 1 つずつ所有。" },
  },
  {
    id: "tom",
    identity: 9007199255,
    name: "Tom Okafor",
    firstName: "Tom",
    lastName: "Okafor",
    email: "tom@harbour.example",
    accounts: [accounts.bc3, accounts.other],
    note: { en: "Two accounts, so one has to be chosen.", ja: "アカウントが 2 つあり、選択が必要。" },
  },
  {
    id: "rin",
    identity: 9007199256,
    name: "Rin Abe",
    firstName: "Rin",
    lastName: "Abe",
    email: "rin@nobody.example",
    accounts: [],
    note: { en: "Signed up, but in no account.", ja: "登録済みだが、アカウントなし。" },
  },
];

/** The person who gave a grant. */
export const personWith = (id: string): Person => people.find((person) => person.id === id) ?? people[0];

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
