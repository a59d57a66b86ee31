import { type Localised, sentences } from "./localised.ts";
import type { GrantSharing, ServiceDefinition } from "./service.ts";

/** What an export does to the sender: `hand-over` makes the receiver the one that renews, `copy` leaves both able. */
export type ExportMode = "hand-over" | "copy";

interface SharingWords {
  /** A few words, for a badge or a heading. */
  readonly label: Localised;
  /** What the label means, in one sentence. */
  readonly meaning: Localised;
  /** What each way of exporting leads to. */
  readonly modes: Readonly<Record<ExportMode, Localised>>;
  /** Why `standardMode` is what is proposed. */
  readonly proposal: Localised;
  /** What a machine needs that comes on top of the one that renews. */
  readonly furtherMachine: Localised;
}

/** What happens to a grant that two machines hold, in words: the one place for them. */
export const sharingWords: Readonly<Record<GrantSharing, SharingWords>> = {
  copyable: {
    label: { en: "Copies are fine", ja: "コピー可能" },
    meaning: {
      en: "Each machine that holds a copy renews its own, without harm to the others.",
      ja: "コピーを持つ各マシンが、互いに影響することなく自分の分をリフレッシュします。",
    },
    modes: {
      "hand-over": {
        en: "The server renews its file. This machine stops renewing its own until it is taken back.",
        ja: "サーバーがリフレッシュします。このマシンでは、取り戻すまでリフレッシュを停止します。",
      },
      copy: {
        en: "The server and this machine each renew their own copy, and neither harms the other.",
        ja: "サーバーとこのマシンがそれぞれ自分のコピーをリフレッシュし、互いに影響しません。",
      },
    },
    proposal: { en: "Proposed, because copies do no harm here.", ja: "コピーしても支障がないため、推奨します。" },
    furtherMachine: { en: "Further machines may hold copies too.", ja: "ほかのマシンにもコピーできます。" },
  },
  "single-owner": {
    label: { en: "One machine renews", ja: "リフレッシュは 1 台のみ" },
    meaning: {
      en: "Only one machine may renew the grant: a renewal on a second one may end the connection on both.",
      ja: "リフレッシュできるのは 1 台のマシンだけです。2 台目でリフレッシュすると、両方で接続が使えなくなる恐れがあります。",
    },
    modes: {
      "hand-over": {
        en: "The server renews from now on. This machine can use the token it has until it lapses, but renews no more; it can take the connection back.",
        ja: "以後はサーバーがリフレッシュします。このマシンでは現在のトークンを期限まで使えますが、リフレッシュはできません。接続は後で取り戻せます。",
      },
      copy: {
        en: "Both machines renew. The first renewal on one of them may end the connection on the other, or on both.",
        ja: "両方のマシンがリフレッシュします。どちらか一方がリフレッシュした時点で、他方または両方の接続が使えなくなる恐れがあります。",
      },
    },
    proposal: {
      en: "Proposed, so that one machine alone renews.",
      ja: "1 台のマシンだけがリフレッシュするように、推奨します。",
    },
    furtherMachine: {
      en: "Every further machine needs a sign-in and an export of its own.",
      ja: "ほかのマシンには、それぞれ個別のサインインとエクスポートが必要です。",
    },
  },
  "one-per-login": {
    label: { en: "One sign-in at a time", ja: "有効なサインインは 1 つのみ" },
    meaning: {
      en: "Any new sign-in with the same app and user ends the grant wherever it is, and only one machine may renew it.",
      ja: "同じアプリとユーザーで新たにサインインすると、どのマシンの接続も使えなくなります。リフレッシュできるのも 1 台だけです。",
    },
    modes: {
      "hand-over": {
        en: "The server renews from now on, this machine no more. A new sign-in here with the same user would end it there.",
        ja: "以後はサーバーがリフレッシュし、このマシンではできません。ここで同じユーザーで新たにサインインすると、サーバーの接続が使えなくなります。",
      },
      copy: {
        en: "Both machines renew. The first renewal or sign-in on one of them ends the connection on the other.",
        ja: "両方のマシンがリフレッシュします。どちらか一方がリフレッシュまたはサインインした時点で、他方の接続が使えなくなります。",
      },
    },
    proposal: {
      en: "Proposed, so that one machine alone renews.",
      ja: "1 台のマシンだけがリフレッシュするように、推奨します。",
    },
    furtherMachine: {
      en: "Every further machine needs a user of its own.",
      ja: "ほかのマシンには、それぞれ別のユーザーが必要です。",
    },
  },
};

/** The mode that is proposed, and taken where none is given. */
export const standardMode = (sharing: GrantSharing): ExportMode => (sharing === "copyable" ? "copy" : "hand-over");

/**
 * What makes an export unsafe, undefined where nothing does. `receivers` is how many machines the
 * file is sealed to; behind a passphrase that cannot be told. True before the export and after it.
 */
export const exportWarning = (
  { grant }: Pick<ServiceDefinition, "grant">,
  mode: ExportMode,
  receivers: number | "passphrase",
): Localised | undefined => {
  if (grant.sharing === "copyable") return undefined;
  const parts = [
    ...(mode === "copy" ? [copied(grant.why)] : []),
    ...(receivers === "passphrase" ? [behindPassphrase, sharingWords[grant.sharing].furtherMachine] : []),
    ...(receivers !== "passphrase" && receivers > 1
      ? [toSeveral(receivers), sharingWords[grant.sharing].furtherMachine]
      : []),
  ];
  return parts.length === 0 ? undefined : sentences(...parts);
};

const copied = (why: Localised): Localised => ({
  en: `A copy lets both machines renew this grant. ${why.en} The first renewal on one of them may end the connection on the other, or on both.`,
  ja: `コピーすると、両方のマシンがリフレッシュできる状態になります。${why.ja}どちらか一方がリフレッシュした時点で、他方または両方の接続が使えなくなる恐れがあります。`,
});

const behindPassphrase: Localised = {
  en: "Use this file on one machine only. The first that uses it becomes the owner of its copy, but cannot see whether another machine has used one too, and a second one may end the connection on both.",
  ja: "このファイルは 1 台のマシンだけで使ってください。最初に使用したマシンが所有者になりますが、別のマシンでも使われたかどうかは分かりません。2 台目で使うと、両方で接続が使えなくなる恐れがあります。",
};

const toSeveral = (count: number): Localised => ({
  en: `Only one of these ${count} machines may use the file. Nobody owns it before its first use, and where each machine has its own copy, none can see whether another has used one: a second one that does may end the connection on both.`,
  ja: `このファイルを使えるのは ${count} 台のうち 1 台だけです。最初に使用されるまで所有者はなく、それぞれが自分のコピーを持つ場合、ほかのマシンで使われたかどうかは分かりません。2 台目で使うと、両方で接続が使えなくなる恐れがあります。`,
});

/** What taking a grant back from `where` does, one sentence a consequence: true before it and, told again, after. */
export const takeBackWords = (
  { name, grant }: Pick<ServiceDefinition, "name" | "grant">,
  where: Localised,
): readonly Localised[] =>
  grant.sharing === "copyable"
    ? [
        {
          en: "This machine renews its own copy again. Nothing is asked of the service.",
          ja: "このマシンが再び自分のコピーをリフレッシュします。サービスへの要求は行いません。",
        },
        {
          en: `The copy on ${where.en} goes on working.`,
          ja: `${where.ja} のコピーは引き続き使えます。`,
        },
      ]
    : [
        {
          en: "This machine renews the connection now, and from then on.",
          ja: "今すぐこのマシンでリフレッシュし、以後もこのマシンがリフレッシュします。",
        },
        stopUsing(where),
        {
          en: `If it was renewed on ${where.en} since, ${name} may no longer take the token kept here. Then nothing here changes, but ${name} may end the grant on both machines, and a person has to sign in again.`,
          ja: `引き渡し後に ${where.ja} でリフレッシュされていた場合、${name} はこのマシンのトークンを受け付けないことがあります。その場合、このマシンの設定は変わりませんが、${name} が両方のマシンの許可を失効させ、もう一度サインインが必要になる恐れがあります。`,
        },
      ];

/** What to do about the machine that a grant was taken from. */
export const stopUsing = (where: Localised): Localised => ({
  en: `The file on ${where.en} can no longer renew. Stop using it there: an attempt to renew may end the connection here too.`,
  ja: `${where.ja} のファイルではリフレッシュできなくなります。そちらでは使用を停止してください。リフレッシュを試みると、このマシンの接続も使えなくなる恐れがあります。`,
});
