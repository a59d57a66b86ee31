import type { PracticePerson } from "../../practice/kit.ts";

/** The password of every person here. */
export const password = "practice";

interface Person extends PracticePerson {
  readonly account: { readonly id: number; readonly cname: string; readonly name: string };
  readonly lists: readonly string[];
}

/** Made-up people; every address is of a domain that can belong to nobody (RFC 2606). */
export const people: readonly [Person, ...Person[]] = [
  {
    id: "hana",
    name: "Hana Mori",
    email: "hana@kumo.example",
    account: { id: 5005, cname: "kumo", name: "Kumo Design Works" },
    lists: ["Customers", "Newsletter", "Spring fair 2026"],
    note: { en: "The password is “practice”.", ja: "パスワードは「practice」。" },
  },
  {
    id: "tom",
    name: "Tom Okafor",
    email: "tom@harbour.example",
    account: { id: 5006, cname: "harbour", name: "Harbour Street Studio" },
    lists: [],
    note: { en: "Of another account, with no lists.", ja: "別のアカウントのユーザー。リストなし。" },
  },
];

/** The person who gave a grant. */
export const personWith = (id: string): Person => people.find((person) => person.id === id) ?? people[0];

/** The person who signs in with these, or undefined. */
export const personBy = (email: string | null): Person | undefined => people.find((person) => person.email === email);

/** The answer of `/api/1/account`. */
export const accountOf = ({ name, email, account }: Person) => ({
  account_id: String(account.id),
  cname: account.cname,
  user_name: name,
  user_email: email,
  account_name: account.name,
  user_type: "Marketing",
  isAdmin: true,
  login: true,
  time_zone: "Asia/Tokyo",
});

/** The contact lists of a person's account. */
export const listsOf = ({ account, lists }: Person) =>
  lists.map((name, index) => ({
    id: `l-000${index + 1}`,
    name,
    folderName: "Contacts",
    size: 120 - index * 7,
    acctId: account.id,
    listType: "Contact List",
  }));
