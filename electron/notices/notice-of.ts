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
 * to end, and a renewal that fails, that one once for each reason and not at every attempt.
 */
export const createNoticer = (): ((event: EngineEvent, language: Language) => Notice | undefined) => {
  const failing = new Map<string, string>();
  return (event, language) => {
    if (event.type === "list-changed" || event.type === "settings-changed") return undefined;
    const who = event.connections.map(({ name }) => name).join(", ");
    if (event.type === "renewed") {
      failing.delete(who);
      return undefined;
    }
    if (event.type === "renewal-failed") {
      if (failing.get(who) === event.error.code) return undefined;
      failing.set(who, event.error.code);
    }
    const id = event.connections.find((each) => each.id !== undefined)?.id;
    return { ...told(event, who, language), address: id ? `#/connections/${id}` : "#/" };
  };
};

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
    case "grant-about-to-die":
      return { title: titles.dying(who, event.diesAt)[language], body: event.remedy[language] };
  }
};

const day = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(at);

const titles = {
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
