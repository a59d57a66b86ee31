import { nodeTransport, type Transport } from "../../engine/index.ts";
import type { Properties } from "../../shared/property.ts";
import { createWorld, type Machine, quietOptions, string, type TestWorld } from "../integration/test-kit.ts";

type HttpRequest = Parameters<Transport["send"]>[0];
type HttpAnswer = Awaited<ReturnType<Transport["send"]>>;

/** One request as the practice provider saw it, secrets masked. */
export interface Sent {
  readonly service: string | null;
  readonly at: string | null;
  readonly method: string;
  readonly address: string;
  readonly form: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
  readonly status: number | null;
}

export interface Trap {
  readonly world: TestWorld;
  readonly machine: Machine;
  /** All that was sent to the services, the browser's requests aside. */
  readonly sent: () => Promise<readonly Sent[]>;
  /** Those of them whose address, up to its query, ends like this. */
  readonly sentTo: (end: string) => Promise<readonly Sent[]>;
  readonly set: (service: string, settings: object) => Promise<void>;
}

export const setTrap = async (): Promise<Trap> => {
  const world = await createWorld();
  const sent = async (): Promise<readonly Sent[]> => {
    const state = (await (await fetch(`${world.origin}/_practice/state`)).json()) as {
      readonly recent: readonly Sent[];
    };
    return state.recent.filter(({ at }) => at !== "authorize");
  };
  return {
    world,
    machine: await world.machine(),
    sent,
    sentTo: async (end) => (await sent()).filter(({ address }) => address.split("?")[0]?.endsWith(end)),
    set: (service, settings) => world.control("PATCH", "settings", { services: { [service]: settings } }),
  };
};

/** A machine that hears something else than what was said; undefined leaves an answer as it is. */
export const hearing = (
  world: TestWorld,
  change: (request: HttpRequest, answer: HttpAnswer) => Partial<HttpAnswer> | undefined,
): Promise<Machine> => {
  const transport = nodeTransport();
  return world.machine({
    ports: {
      transport: {
        ...transport,
        send: async (request, signal) => {
          const answer = await transport.send(request, signal);
          return { ...answer, ...change(request, answer) };
        },
      },
    },
  });
};

/** Runs the staged test: all it says as one text, and what is in the way. */
export const tested = async (machine: Machine, service: string, properties: Properties = {}) => {
  const target = { service, connectionString: string({ InitiateOAuth: "REFRESH", ...properties }) };
  const run = machine.engine.test(target, quietOptions());
  let said = "";
  let event = await run.next();
  while (!event.done) {
    said += JSON.stringify(event.value);
    event = await run.next();
  }
  const { report, firstFailure: failure } = event.value;
  const details = report.steps.map(({ detail }) => detail.en);
  return { ok: report.ok, said, details, failure, words: failure ? `${failure.message} ${failure.remedy}` : "" };
};

/** The query of an address. */
export const queryOf = (address = ""): URLSearchParams => new URL(address).searchParams;
