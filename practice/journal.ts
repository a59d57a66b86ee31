import type { Endpoint } from "./endpoint.ts";
import type { FaultKind } from "./faults.ts";
import type { PracticeRequest } from "./request.ts";

/** One request that was answered; secrets show as dots. */
export interface JournalEntry {
  readonly time: string;
  /** Null where no service is played at the address. */
  readonly service: string | null;
  readonly at: Endpoint | null;
  readonly method: string;
  readonly address: string;
  readonly form: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
  /** Null where the connection was dropped instead. */
  readonly status: number | null;
  readonly fault: FaultKind | null;
}

const hidden = "••••";
const secretName = /^(?:code|state|.*(?:token|secret|password|verifier|api_?key).*)$/i;
const kept = 200;

const mask = (name: string, value: string): string => (secretName.test(name) && value !== "" ? hidden : value);

const maskedAddress = (request: PracticeRequest): string => {
  const query = [...request.query].map(([name, value]) => `${encodeURIComponent(name)}=${masked(name, value)}`);
  return `https://${request.host}${request.path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
};

const masked = (name: string, value: string): string => {
  const shown = mask(name, value);
  return shown === hidden ? shown : encodeURIComponent(shown);
};

/** What a request looks like in the journal. */
export const journalled = (
  request: PracticeRequest,
  now: number,
): Omit<JournalEntry, "service" | "at" | "status" | "fault"> => ({
  time: new Date(now).toISOString(),
  method: request.method,
  address: maskedAddress(request),
  form: Object.fromEntries([...request.form].map(([name, value]) => [name, mask(name, value)])),
  userAgent: request.headers["user-agent"] ?? null,
});

/** The last requests, oldest first, and how many there were of each sort. */
export class Journal {
  #entries: JournalEntry[] = [];
  #counters = new Map<string, Map<string, number>>();

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Service, then what was counted: the places `authorize`, `token`, `api`, and what handlers count. */
  get counters(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    return Object.fromEntries([...this.#counters].map(([service, counts]) => [service, Object.fromEntries(counts)]));
  }

  count(service: string, what: string): void {
    const counts = this.#counters.get(service) ?? new Map<string, number>();
    this.#counters.set(service, counts.set(what, (counts.get(what) ?? 0) + 1));
  }

  write(entry: JournalEntry): void {
    this.#entries = [...this.#entries.slice(1 - kept), entry];
  }

  clear(): void {
    this.#entries = [];
    this.#counters.clear();
  }
}
