import type { PracticePerson } from "../../practice/kit.ts";

interface Person extends PracticePerson {
  readonly number: number;
}

/** Made-up people, members of both spaces; every address is of a domain that can belong to nobody (RFC 2606). */
export const people: readonly [Person, ...Person[]] = [
  {
    id: "hana",
    number: 1001,
    name: "Hana Mori",
    email: "hana@kumo.example",
    note: { en: "An administrator; the API keys are hers.", ja: "管理者。API キーの所有者。" },
  },
  {
    id: "tom",
    number: 1002,
    name: "Tom Okafor",
    email: "tom@harbour.example",
    note: { en: "A guest, in one project.", ja: "1 つのプロジェクトのゲスト。" },
  },
];

/** The person who gave a grant. */
export const personWith = (id: string): Person => people.find((person) => person.id === id) ?? people[0];

interface Space {
  readonly apiKey: string;
  readonly name: string;
  readonly lang: "en" | "ja";
  readonly projects: readonly { readonly key: string; readonly name: string; readonly archived?: true }[];
}

/** Two spaces with one name: nothing of one is good at the other. */
export const spaces: Readonly<Record<string, Space>> = {
  "kumo.backlog.com": {
    apiKey: "practice-backlog-key",
    name: "Kumo Design Works",
    lang: "en",
    projects: [
      { key: "WEB", name: "Website relaunch" },
      { key: "SHOP", name: "Spring catalogue" },
      { key: "OLD", name: "Office move", archived: true },
    ],
  },
  "kumo.backlog.jp": {
    apiKey: "practice-backlog-key-jp",
    name: "クモデザイン",
    lang: "ja",
    projects: [{ key: "SITE", name: "サイトリニューアル" }],
  },
};

/** `/users/myself`; an account of old has no Nulab account beside it. */
export const myselfOf = ({ id, number, name, email }: Person, { lang }: Space, withNulabAccount: boolean) => ({
  id: number,
  userId: id,
  name,
  roleType: number === 1001 ? 1 : 6,
  lang,
  mailAddress: email,
  lastLoginTime: "2026-10-01T09:00:00Z",
  nulabAccount: withNulabAccount ? { nulabId: `practice-${id}`, name, uniqueId: `${id}.kumo` } : null,
});

/** `/space`. */
export const spaceOf = ({ name, lang }: Space, host: string) => ({
  spaceKey: host.split(".")[0],
  name,
  ownerId: people[0].number,
  lang,
  timezone: "Asia/Tokyo",
  reportSendTime: "08:00:00",
  textFormattingRule: "markdown",
  created: "2012-04-02T09:00:00Z",
  updated: "2026-10-01T09:00:00Z",
});

/** `/projects`, of one person. */
export const projectsOf = (person: Person, { projects }: Space) =>
  projects.slice(0, person.number === 1001 ? undefined : 1).map(({ key, name, archived }, index) => ({
    id: 5001 + index,
    projectKey: key,
    name,
    archived: archived === true,
    displayOrder: index,
  }));
