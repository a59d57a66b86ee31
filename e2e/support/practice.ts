/** What can be set to go wrong, and where. */
export interface PracticeFault {
  readonly service: string;
  readonly at: "authorize" | "token" | "api";
  readonly kind: "wrong-state" | "expired-code" | "rate-limit" | "server-error" | "html" | "slow";
  /** 1 unless given; 0 until cleared. */
  readonly times?: number;
  readonly retryAfter?: number;
  /** For `slow`. */
  readonly delayMs?: number;
}

/** An OAuth app a person registered with the practice provider. */
export interface PracticeApp {
  readonly OAuthClientId: string;
  readonly OAuthClientSecret: string;
  readonly CallbackURL: string;
}

/** The practice provider's control address: what happens at the services while a test runs. */
export interface Practice {
  readonly origin: string;
  readonly set: (settings: object) => Promise<void>;
  readonly fault: (fault: PracticeFault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Makes all access tokens of a service lapse. */
  readonly expire: (service: string) => Promise<void>;
  /** Ends all grants of a service. */
  readonly revoke: (service: string) => Promise<void>;
  readonly register: (service: string, app: PracticeApp) => Promise<void>;
  /** How often a service was asked for something, `refresh` for example. */
  readonly count: (service: string, what: string) => Promise<number>;
}

/** Controls the practice provider at an origin. */
export const practiceAt = (origin: string): Practice => {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${origin}/_practice${path}`, {
      method,
      ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The practice provider refused ${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  const tell = async (method: string, path: string, body?: object): Promise<void> => {
    await ask(method, path, body);
  };
  return {
    origin,
    set: (settings) => tell("PATCH", "/settings", settings),
    fault: (fault) => tell("POST", "/faults", fault),
    clearFaults: () => tell("DELETE", "/faults"),
    expire: (service) => tell("POST", "/expire", { service }),
    revoke: (service) => tell("POST", "/revoke", { service }),
    register: (service, app) => tell("POST", "/apps", { service, ...app }),
    count: async (service, what) => {
      const { counters } = (await ask("GET", "/state")) as { counters: Record<string, Record<string, number>> };
      return counters[service]?.[what] ?? 0;
    },
  };
};
