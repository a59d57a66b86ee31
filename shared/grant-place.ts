import type { Localised } from "./localised.ts";

/** A machine as far as it is known: by its recipient (`age1…`), by a name that a person gave it, or both. */
export interface GrantMachine {
  readonly recipient?: string;
  readonly name?: string;
}

/** Which machine renews a grant, seen from one machine. */
export type GrantPlace =
  | { readonly kind: "here" }
  /** The first machine that uses it. */
  | { readonly kind: "nobody" }
  | {
      readonly kind: "elsewhere";
      /** One; several where the first of them that uses it renews; none where only a passphrase tells. */
      readonly machines: readonly GrantMachine[];
      /** Where it was handed over from here: when (milliseconds since 1970), and in a file of what name. */
      readonly handedOver?: { readonly at: number; readonly fileName?: string };
    };

/** A recipient cut short, for sentences. */
export const shortRecipient = (recipient: string): string =>
  recipient.length > 20 ? `${recipient.slice(0, 12)}…${recipient.slice(-6)}` : recipient;

const nameOf = ({ name, recipient = "" }: GrantMachine): string => name ?? shortRecipient(recipient);

const namesTold = 3;

/** Machines for a sentence: their names, or their recipients cut short. */
export const machinesText = (machines: readonly GrantMachine[]): Localised => {
  if (machines.length === 0) {
    return { en: "the machine that received the passphrase", ja: "パスフレーズを受け取ったマシン" };
  }
  const names = machines.slice(0, namesTold).map(nameOf);
  const more = machines.length - names.length;
  return {
    en: disjunction("en", more > 0 ? [...names, `${more} more`] : names),
    ja: disjunction("ja", more > 0 ? [...names, `ほか ${more} 台`] : names),
  };
};

const disjunction = (language: keyof Localised, words: readonly string[]): string =>
  new Intl.ListFormat(language, { type: "disjunction" }).format(words);

/** Who renews, in words: “this machine”, “another machine (age1…)”, the machine's name, “nobody yet”. */
export const placeText = (place: GrantPlace): Localised => {
  switch (place.kind) {
    case "here":
      return { en: "this machine", ja: "このマシン" };
    case "nobody":
      return { en: "nobody yet", ja: "未定" };
    case "elsewhere":
      return elsewhereText(place.machines);
  }
};

const elsewhereText = (machines: readonly GrantMachine[]): Localised => {
  const [only] = machines;
  if (machines.length !== 1 || !only) return machinesText(machines);
  const { name, recipient } = only;
  const short = recipient === undefined ? undefined : shortRecipient(recipient);
  if (name === undefined) return { en: `another machine (${short})`, ja: `別のマシン（${short}）` };
  return short === undefined ? { en: name, ja: name } : { en: `${name} (${short})`, ja: `${name}（${short}）` };
};
