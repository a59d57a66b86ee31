import type { ConnectionRef, EngineEvent } from "../../shared/events.ts";
import { plainText } from "../table.ts";

/**
 * Says in words what happens by itself. A renewal that fails is said once for each reason, and not again
 * at every attempt; what only screens need to know is not said.
 */
export const eventNotes = (note: (text: string) => void): ((event: EngineEvent) => void) => {
  const failing = new Map<string, string>();
  return (event) => {
    if (event.type === "list-changed" || event.type === "settings-changed") return;
    if (event.type === "tested" && !event.news) return;
    const who = event.connections.map(nameOf).join(", ");
    if (event.type === "renewal-failed") {
      if (failing.get(who) === event.error.code) return;
      failing.set(who, event.error.code);
    } else if (event.type !== "grant-about-to-die" && event.type !== "tested") failing.delete(who);
    note(`${who}: ${wordsOf(event)}`);
  };
};

const nameOf = ({ name, service }: ConnectionRef): string =>
  name.toLowerCase() === service ? plainText(name) : `${plainText(name)} (${service})`;

type Told = Exclude<EngineEvent, { type: "list-changed" | "settings-changed" }>;

const wordsOf = (event: Told): string => {
  switch (event.type) {
    case "renewed":
      return `the access token was renewed${event.expiresAt === undefined ? "" : `; it is good until ${moment(event.expiresAt)}`}.`;
    case "renewal-failed":
      return `renewing failed. ${event.error.message.en} It is tried again from ${moment(event.retryAt)} on.`;
    case "consent-needed":
      return `${event.error.message.en} ${event.error.remedy.en}`;
    case "tested":
      return event.error
        ? `its test fails now. ${event.error.message.en} ${event.error.remedy.en}`
        : "its test passes again.";
    case "grant-about-to-die":
      return `ends at ${moment(event.diesAt)}. ${event.remedy.en}`;
  }
};

const moment = (at: number): string => new Date(at).toISOString();
