import type { ErrorData } from "../../shared/errors.ts";
import type { GrantFacts } from "../tokens/grant-facts.ts";

/** Why the last renewal of a grant by the scheduler of this process failed. */
export interface Trouble {
  readonly error: ErrorData;
  /** When it is tried again; absent where it is not, before the settings change. */
  readonly retryAt?: number;
}

/** What this process has seen go wrong with renewals. It is forgotten when the process ends: the next one asks anew. */
export interface Troubles {
  /** The trouble with just these settings; none once somebody has renewed or consented again. */
  readonly of: (location: string, facts: GrantFacts) => Trouble | undefined;
  readonly note: (location: string, facts: GrantFacts, trouble: Trouble) => void;
  readonly clear: (location: string) => void;
}

/** Makes an empty record of troubles. */
export const createTroubles = (): Troubles => {
  const noted = new Map<string, { readonly version: string; readonly trouble: Trouble }>();
  return {
    of: (location, facts) => {
      const found = noted.get(location);
      return found?.version === versionOf(facts) ? found.trouble : undefined;
    },
    note: (location, facts, trouble) => noted.set(location, { version: versionOf(facts), trouble }),
    clear: (location) => noted.delete(location),
  };
};

const versionOf = ({ grantId, generation }: GrantFacts): string => `${grantId} ${generation}`;
