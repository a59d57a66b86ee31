import type { Endpoint } from "./endpoint.ts";

/** Every fault, and where it can be set. */
export const faultPlaces = {
  deny: ["authorize"],
  "wrong-state": ["authorize"],
  "expired-code": ["authorize", "token"],
  "revoked-grant": ["token", "api"],
  "rate-limit": ["authorize", "token", "api"],
  "server-error": ["authorize", "token", "api"],
  html: ["token", "api"],
  slow: ["authorize", "token", "api"],
  truncated: ["token", "api"],
  drop: ["authorize", "token", "api"],
} as const satisfies Record<string, readonly Endpoint[]>;

export type FaultKind = keyof typeof faultPlaces;

/** The faults the router plays by itself, whatever the service. The others are left to the handlers. */
export const transportFaults = ["rate-limit", "server-error", "html", "slow", "truncated", "drop"] as const;

export type TransportFault = (typeof transportFaults)[number];

export interface Fault {
  readonly service: string;
  readonly at: Endpoint;
  readonly kind: FaultKind;
  /** How often it still happens; 0 until it is cleared. */
  readonly times: number;
  /** Seconds, for `rate-limit` and `server-error`. */
  readonly retryAfter?: number;
  /** For `slow`. */
  readonly delayMs?: number;
}

/** The faults that are still to happen, in the order they were set. */
export class FaultBook {
  #faults: Fault[] = [];

  get all(): readonly Fault[] {
    return this.#faults;
  }

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** Uses up the first fault set for this place that is of one of these kinds; undefined where there is none. */
  take<Kind extends FaultKind>(
    service: string,
    at: Endpoint,
    kinds: readonly Kind[],
  ): (Fault & { readonly kind: Kind }) | undefined {
    const isMeant = (fault: Fault): fault is Fault & { readonly kind: Kind } =>
      fault.service === service && fault.at === at && kinds.some((kind) => kind === fault.kind);
    const fault = this.#faults.find(isMeant);
    if (!fault || fault.times === 0) return fault;
    const left = fault.times === 1 ? [] : [{ ...fault, times: fault.times - 1 }];
    this.#faults = this.#faults.flatMap((each) => (each === fault ? left : [each]));
    return fault;
  }
}
