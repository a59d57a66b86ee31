import { placeText } from "../../shared/grant-place.ts";
import type { Localised } from "../../shared/localised.ts";
import type { TestAction } from "../../shared/test-report.ts";
import type { ReachTimes } from "../ports.ts";
import { recipientOf } from "../settings/envelope.ts";
import { readRecipientNames } from "../settings/recipient-names.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { type Acquired, acquireToken } from "../tokens/acquire.ts";
import { mayRenew, placeOf } from "../tokens/ownership.ts";
import { expiryOf } from "../tokens/timing.ts";
import type { Session } from "./session.ts";

/** How a step went that did not fail. */
export interface StepResult {
  readonly status?: "passed" | "warning";
  readonly detail: Localised;
  readonly remedy?: Localised;
  readonly action?: TestAction;
  readonly reach?: ReachTimes;
  /** The steps after this one make no sense. */
  readonly stop?: true;
}

/** The parts of reaching a host, as far as they are known. */
export const timeWords = ({ dns, connect, tls }: ReachTimes): readonly string[] => [
  `DNS ${ms(dns)}`,
  `TCP ${ms(connect)}`,
  ...(tls === undefined ? [] : [`TLS ${ms(tls)}`]),
];

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** A settings file that opens; whose it is to renew. */
export const openedSettings = async (session: Session, { document }: OpenedSettings): Promise<StepResult> => {
  const own = await session.ports.keys.identity().then(recipientOf, () => undefined);
  const place = placeText(placeOf(document.Grant, own, await readRecipientNames(session.ports.paths.home)));
  const renewals = String(document.Grant.Generation - 1);
  const detail = {
    en: `${session.store.location} opens; renewals so far: ${renewals}. Renewed by: ${place.en}.`,
    ja: `${session.store.location} を開けました。これまでのリフレッシュは ${renewals} 回です。リフレッシュするマシン: ${place.ja}。`,
  };
  if (document.Grant.Owner === null && !document.Grant.HandedOver) return { detail };
  if (own !== undefined && mayRenew(session.service, document.Grant, own)) return { detail };
  return {
    status: "warning",
    detail,
    action: "take-back",
    remedy: {
      en: "Use it there, or take it back if that machine no longer needs it.",
      ja: "そのマシンで使うか、不要になった場合はこちらに引き取ってください。",
    },
  };
};

/** A scheme without a token: whether all it needs is there. */
export const credentialSettings = async (session: Session): Promise<StepResult> => {
  const { settings } = await acquireToken(session, "look");
  return {
    detail: settings
      ? {
          en: `${session.store.location} opens; all that ${session.scheme} needs is there.`,
          ja: `${session.store.location} を開けました。${session.scheme} に必要な値がそろっています。`,
        }
      : {
          en: `All that ${session.scheme} needs is in the connection string.`,
          ja: `${session.scheme} に必要な値が接続文字列にそろっています。`,
        },
  };
};

/** A connection string that nothing was saved for yet. */
export const nothingSaved = (session: Session): StepResult => ({
  detail: {
    en: `The connection string is well formed; nothing is saved yet at ${session.store.location}.`,
    ja: `接続文字列は正しい形式です。${session.store.location} にはまだ何も保存されていません。`,
  },
});

/** What there is to present, and until when. */
export const tokenResult = (session: Session, { tokens, how, notClaimed }: Acquired): StepResult => {
  if (how === "credentials") {
    return {
      detail: {
        en: `AuthScheme ${session.scheme} needs no access token.`,
        ja: `AuthScheme ${session.scheme} ではアクセストークンを使いません。`,
      },
    };
  }
  if (how === "unclaimed") {
    return {
      status: "warning",
      stop: true,
      detail: {
        en: "The access token has lapsed. The first machine that uses the connection renews it; a test only looks.",
        ja: "アクセストークンの期限が切れています。最初に接続を使用したマシンがリフレッシュします。テストでは変更しません。",
      },
      remedy: {
        en: "Run `keyferry token` on the machine that shall own it.",
        ja: "所有するマシンで `keyferry token` を実行してください。",
      },
    };
  }
  const expiry = expiryOf(tokens);
  const until =
    expiry === undefined ? undefined : `${new Date(expiry).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const renewed = {
    en: how === "renewed" ? "Renewed just now; good" : "Good",
    ja: how === "renewed" ? "リフレッシュしました。有効期限" : "有効期限",
  };
  const detail = until
    ? { en: `${renewed.en} until ${until}.`, ja: `${renewed.ja}: ${until}` }
    : { en: "There is a token; when it lapses is not known.", ja: "トークンがあります。有効期限は不明です。" };
  if (!notClaimed || session.mode === "OFF") return { detail };
  return { status: "warning", detail, remedy: notClaimed.toData().remedy };
};
