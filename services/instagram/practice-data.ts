import type { PracticePerson } from "../../practice/kit.ts";

interface Person extends PracticePerson {
  /** The id as this one app sees it: 17 digits, more than a JavaScript number can hold. */
  readonly appScopedId: bigint;
  /** The id of the professional account, which everybody sees. */
  readonly userId: string;
  readonly username: string;
  readonly accountType: "Business" | "Media_Creator";
  readonly mediaCount: number;
  readonly facebook: { readonly id: string; readonly pages: readonly Page[] };
}

/** A Facebook Page, which may be linked to the professional account of a person. */
interface Page {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly linked?: string;
}

const pages = {
  kumo: { id: "104987654321001", name: "Kumo Design Works", category: "Design & fashion", linked: "hana" },
  cafe: { id: "104987654321002", name: "Kumo Café", category: "Café" },
  tom: { id: "104987654321003", name: "Tom makes things", category: "Artist", linked: "tom" },
} as const satisfies Record<string, Page>;

/** Made-up people; every address is of a domain that can belong to nobody (RFC 2606). */
export const people: readonly [Person, ...Person[]] = [
  {
    id: "hana",
    name: "Hana Mori",
    email: "hana@kumo.example",
    appScopedId: 25025320087654321n,
    userId: "3218475",
    username: "kumo.design",
    accountType: "Business",
    mediaCount: 42,
    facebook: { id: "122101234567890123", pages: [pages.kumo, pages.cafe, pages.tom] },
    note: {
      en: "@kumo.design, a business account. At Facebook, three Pages: two of them with an account.",
      ja: "@kumo.design（ビジネスアカウント）。Facebook では 3 ページを管理し、うち 2 つがアカウントと連携。",
    },
  },
  {
    id: "tom",
    name: "Tom Okafor",
    email: "tom@harbour.example",
    appScopedId: 17841400000000007n,
    userId: "17841405793187218",
    username: "tom.makes.things",
    accountType: "Media_Creator",
    mediaCount: 3,
    facebook: { id: "122101234567890124", pages: [pages.tom] },
    note: {
      en: "@tom.makes.things, a creator account. At Facebook, one Page.",
      ja: "@tom.makes.things（クリエイターアカウント）。Facebook では 1 ページを管理。",
    },
  },
];

/** The person who gave a grant. */
export const personWith = (id: string): Person => people.find((person) => person.id === id) ?? people[0];

/** All that can be asked of an account with `fields`. */
export const profileOf = (person: Person): Readonly<Record<string, unknown>> => ({
  id: String(person.appScopedId),
  user_id: person.userId,
  username: person.username,
  name: person.name,
  account_type: person.accountType,
  profile_picture_url: `https://scontent.cdninstagram.com/practice/${person.username}.jpg`,
  followers_count: 1280,
  follows_count: 96,
  media_count: person.mediaCount,
});

const newestMedia = Date.UTC(2026, 9, 1);
const day = 86_400_000;

/** The media of an account, newest first, with all that can be asked of one. */
export const mediaOf = (person: Person): readonly (Readonly<Record<string, unknown>> & { readonly id: string })[] =>
  Array.from({ length: person.mediaCount }, (_, index) => ({
    id: `1790${String(person.userId).slice(-6)}${String(1000 - index).padStart(7, "0")}`,
    caption: `Post ${person.mediaCount - index}`,
    media_type: index % 4 === 3 ? "VIDEO" : "IMAGE",
    permalink: `https://www.instagram.com/p/practice${person.mediaCount - index}/`,
    timestamp: new Date(newestMedia - index * day).toISOString().replace(".000Z", "+0000"),
    username: person.username,
    like_count: 10 + (index % 7) * 3,
    comments_count: index % 5,
  }));

/** What an app can ask permission for with Facebook Login. */
export const facebookScopes = {
  public_profile: { en: "Your name", ja: "名前" },
  instagram_basic: { en: "The profile and media of Instagram accounts", ja: "Instagram のプロフィールとメディア" },
  instagram_manage_insights: {
    en: "The insights of Instagram accounts and media",
    ja: "Instagram アカウントとメディアのインサイト",
  },
  instagram_manage_comments: { en: "Reading and answering comments", ja: "コメントの閲覧と返信" },
  pages_show_list: { en: "The list of your Pages", ja: "管理しているページの一覧" },
  pages_read_engagement: { en: "What is on your Pages", ja: "ページのコンテンツ" },
  business_management: { en: "Your businesses", ja: "ビジネスの管理" },
} as const;

/** What an app can ask permission for with Instagram Login. */
export const scopes = {
  instagram_business_basic: { en: "Your profile and media", ja: "プロフィールとメディア" },
  instagram_business_manage_insights: {
    en: "The insights of your account and media",
    ja: "アカウントとメディアのインサイト",
  },
  instagram_business_manage_messages: { en: "Reading and sending messages", ja: "メッセージの閲覧と送信" },
  instagram_business_manage_comments: { en: "Reading and answering comments", ja: "コメントの閲覧と返信" },
  instagram_business_content_publish: { en: "Publishing posts", ja: "投稿の公開" },
} as const;
