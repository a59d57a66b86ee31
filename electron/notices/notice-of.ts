import type { EngineEvent } from "../../shared/events.ts";
import type { Language, Localised } from "../../shared/localised.ts";

/** A notification: what it says, and where a click leads. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly address: string;
}

/**
 * Which events a person hears of while the window is closed: a grant that needs a consent or is about
 * to end, a renewal that fails, that one once for each reason and not at every attempt, and a test by
 * itself that fails where the one before passed. That a consent is needed is told once, whoever finds it out.
 */
export const createNoticer = (): ((event: EngineEvent, language: Language) => Notice | undefined) => {
  const failing = new Map<string, string>();
  const awaiting = new Set<string>();
  /** Whether it was told before, or is none of a person's business. */
  const isOld = (event: Told, who: string): boolean => {
    if (event.type === "tested" && !event.news) return true;
    if (needsConsent(event)) return isKnown(awaiting, who);
    if (event.type !== "renewal-failed") return false;
    const same = failing.get(who) === event.error.code;
    failing.set(who, event.error.code);
    return same;
  };
  return (event, language) => {
    if (event.type === "list-changed") return undefined;
    const who = event.connections.map(({ name }) => name).join(", ");
    if (!isTold(event)) {
      if (event.type === "renewed") failing.delete(who);
      awaiting.delete(who);
      return undefined;
    }
    if (isOld(event, who)) return undefined;
    const id = event.connections.find((each) => each.id !== undefined)?.id;
    return { ...told(event, who, language), address: id ? `#/connections/${id}` : "#/" };
  };
};

/** Whether it is in a set; it is afterwards. */
const isKnown = (known: Set<string>, who: string): boolean => {
  const before = known.has(who);
  known.add(who);
  return before;
};

/** What went wrong, or will; anything else says that it is well again. */
const isTold = (event: EngineEvent): event is Told =>
  event.type !== "list-changed" &&
  event.type !== "settings-changed" &&
  event.type !== "renewed" &&
  !(event.type === "tested" && event.ok);

const needsConsent = (event: EngineEvent): boolean =>
  event.type === "consent-needed" ||
  (event.type === "tested" && (event.error?.code === "GRANT_ENDED" || event.error?.code === "CONSENT_NEEDED"));

type Told = Exclude<EngineEvent, { type: "list-changed" | "settings-changed" | "renewed" }>;

const told = (event: Told, who: string, language: Language): Pick<Notice, "title" | "body"> => {
  switch (event.type) {
    case "consent-needed":
      return {
        title: titles.consent(who)[language],
        body: `${event.error.message[language]} ${event.error.remedy[language]}`,
      };
    case "renewal-failed":
      return { title: titles.failing(who)[language], body: event.error.message[language] };
    case "tested":
      return {
        title: titles.testFails(who)[language],
        body: event.error ? `${event.error.message[language]} ${event.error.remedy[language]}` : "",
      };
    case "grant-about-to-die":
      return { title: titles.dying(who, event.diesAt)[language], body: event.remedy[language] };
  }
};

const day = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(at);

const titles = {
  testFails: (who: string): Localised => ({ en: `The test of ${who} fails`, ja: `${who} のテストに失敗しました` }),
  consent: (who: string): Localised => ({ en: `${who} needs your consent`, ja: `${who} に同意が必要です` }),
  failing: (who: string): Localised => ({
    en: `${who} cannot be renewed at the moment`,
    ja: `${who} を現在リフレッシュできません`,
  }),
  dying: (who: string, at: number): Localised => ({
    en: `${who} ends on ${day(at, "en")}`,
    ja: `${who} は ${day(at, "ja")} に失効します`,
  }),
};
