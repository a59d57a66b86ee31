import { KeyferryError } from "../../shared/errors.ts";
import { remedyFor } from "../connections/forecast-words.ts";
import type { EventHub } from "../events.ts";
import { comingEnd } from "./warn.ts";
import type { Watched } from "./watched.ts";

/** Tells once of each end that comes near, and that it has come where nothing will be asked that could tell it. */
export const tellComingEnd = (hub: EventHub, watched: Watched, now: number): void => {
  const end = comingEnd(watched, now);
  const { place, plan, warnedOf } = watched;
  if (end?.at === warnedOf) return;
  watched.warnedOf = end?.at;
  const told = { at: now, connections: place.connections };
  if (end) {
    const { cause } = end;
    const remedy = remedyFor(place.service, cause);
    hub.emit({ ...told, type: "grant-about-to-die", diesAt: end.at, cause, remedy });
  } else if (warnedOf !== undefined && warnedOf <= now && plan?.kind === "rest") {
    const error = new KeyferryError("GRANT_ENDED", { service: place.service.name, detail: lapsed }).toData();
    hub.emit({ ...told, type: "consent-needed", error });
  }
};

const lapsed = {
  en: "the access token lapsed and there is no refresh token",
  ja: "アクセストークンの期限が切れ、リフレッシュトークンがありません",
};
