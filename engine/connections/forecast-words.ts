import type { ForecastCause } from "../../shared/forecast.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ServiceDefinition } from "../../shared/service.ts";

/** What can be said of an end without an error of its own. */
export type PlainCause = Exclude<ForecastCause, "failing" | "unreadable">;

const consentAgain: Localised = {
  en: "consent again: press Reconnect, or run `keyferry connect` with InitiateOAuth=GETANDREFRESH.",
  ja: "「再接続」を押すか、InitiateOAuth=GETANDREFRESH で `keyferry connect` を実行して、もう一度同意してください。",
};

const renewedInTime: Localised = {
  en: "Nothing to do: it is renewed in time where Keyferry runs, or where the connection is used before that.",
  ja: "操作は不要です。Keyferry を起動しておくか、期限までに接続を使用すれば、自動でリフレッシュされます。",
};

const words: Readonly<Record<PlainCause, (service: ServiceDefinition) => Localised>> = {
  "access-token": () => ({
    en: `Nothing can renew it. Before then, ${consentAgain.en}`,
    ja: `リフレッシュできません。期限までに、${consentAgain.ja}`,
  }),
  "idle-grant": ({ name }) => ({
    en: `${name} ends a grant that is not renewed. Use the connection before then, or ${consentAgain.en}`,
    ja: `${name} はリフレッシュされない許可を失効させます。期限までに接続を使用するか、${consentAgain.ja}`,
  }),
  "grant-age": ({ name }) => ({
    en: `${name} ends the grant then, however often it is renewed. Before that, ${consentAgain.en}`,
    ja: `リフレッシュしていても、${name} がこの時点で許可を失効させます。期限までに、${consentAgain.ja}`,
  }),
  "other-login": ({ name }) => ({
    en: `Another sign-in to ${name} with the same app and user ends it: sign in nowhere else.`,
    ja: `同じアプリとユーザーで ${name} に別途サインインすると失効します。ほかではサインインしないでください。`,
  }),
  ended: () => ({ en: `To use it, ${consentAgain.en}`, ja: consentAgain.ja }),
  elsewhere: () => ({
    en: "Another machine renews it: use it there, or take it back here.",
    ja: "別のマシンがリフレッシュします。そのマシンで使用するか、このマシンに取り戻してください。",
  }),
  unclaimed: () => ({
    en: "Nobody renews it yet: use it once (`keyferry token`) on the machine that is to renew it.",
    ja: "まだどのマシンもリフレッシュしません。リフレッシュさせるマシンで一度使用してください（`keyferry token`）。",
  }),
  none: ({ name }) => ({
    en: `Nothing to do: ${name} names no date at which it ends.`,
    ja: `操作は不要です。${name} は失効の時期を示していません。`,
  }),
};

/** What to do about an end that nothing holds off by itself. */
export const remedyFor = (service: ServiceDefinition, cause: PlainCause): Localised => words[cause](service);

/** The same where this machine renews in time; what renewing cannot hold off is still said. */
export const remedyWhereRenewed = (service: ServiceDefinition, cause: PlainCause): Localised => {
  if (cause === "grant-age" || cause === "other-login" || cause === "none") return remedyFor(service, cause);
  if (service.grant.sharing !== "one-per-login") return renewedInTime;
  const other = remedyFor(service, "other-login");
  return { en: `${renewedInTime.en} ${other.en}`, ja: `${renewedInTime.ja}${other.ja}` };
};
