import { globSync } from "node:fs";
import { createServer } from "node:http";
import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/node";
import { readScreen } from "../bridge/screen-files.ts";
import { root } from "../scripts/run.ts";
import type { ConnectionSummary, Health } from "../shared/connection.ts";
import { contract } from "../shared/contract.ts";
import type { Forecast } from "../shared/forecast.ts";
import { keyStrengths } from "../shared/key-storage.ts";
import type { ServiceDefinition } from "../shared/service.ts";
import { testStepIds } from "../shared/test-report.ts";

type Services = readonly ServiceDefinition[];

const minute = 60_000;
const day = 1440 * minute;
const people = ["Kumo Design Works", "Honcho Design", "Umi & Co.", "山田商店", "Atelier Nord", "Press office"];
const plain = { certainty: "known", remedy: { en: "-", ja: "-" } } as const;

/** Every kind of connection there is, in turn. */
const kinds: readonly ((now: number, at: number) => { readonly health: Health; readonly forecast: Forecast })[] = [
  (now, at) => ({
    health: "good",
    forecast: { ...plain, cause: "access-token", renewsAt: now + (3 + (at % 90)) * minute },
  }),
  (now, at) => ({
    health: "good",
    forecast: { ...plain, cause: "grant-age", renewsAt: now + 9 * minute, diesAt: now + (2 + (at % 30)) * day },
  }),
  () => ({ health: "good", forecast: { ...plain, cause: "none" } }),
  () => ({ health: "elsewhere", forecast: { ...plain, cause: "elsewhere" } }),
  (now) => ({ health: "good", forecast: { ...plain, cause: "access-token", renewsAt: now + 30 * day } }),
  () => ({ health: "consent-needed", forecast: { ...plain, cause: "ended" } }),
  (now) => ({ health: "good", forecast: { ...plain, cause: "failing", renewsAt: now + 4 * minute } }),
];

/** One made-up connection; `at` decides everything about it. */
const madeUp = (services: Services, at: number, now: number): ConnectionSummary => {
  const service = services[at % services.length];
  const kind = kinds[(at * 5 + Math.floor(at / 11)) % kinds.length]?.(now, at) ?? kinds[0]?.(now, at);
  const tests = Array.from({ length: (at * 7) % 31 }, (_, test) => ({
    at: now - (31 - test) * 3_600_000 - at * 1000,
    ok: (at + test * 3) % 13 !== 0,
    durationMs: 180 + ((at * 31 + test * 97) % 900),
  }));
  const last = tests.at(-1);
  return {
    id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    service: service?.id ?? "basecamp",
    name: `${people[at % people.length]} ${at + 1}`,
    account: `account ${1000 + (at % 977)}`,
    createdAt: now - at * minute,
    health: kind?.health ?? "good",
    forecast: kind?.forecast ?? { ...plain, cause: "none" },
    ...(kind?.health === "elsewhere" ? { healthDetail: { en: "db-1", ja: "db-1" } } : {}),
    tests,
    ...(last ? { lastTest: { at: last.at, ok: last.ok } } : {}),
  };
};

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const answersOf = (services: Services, connections: Map<string, ConnectionSummary>) => {
  const os = implement(contract);
  const get = (id: string): ConnectionSummary => {
    const found = connections.get(id);
    if (!found) throw new Error(`There is no connection ${id}.`);
    return found;
  };
  return {
    app: {
      info: os.app.info.handler(() => ({
        version: "0.0.0",
        shell: "served" as const,
        practice: true,
        home: "/made-up",
        recipient: "age1made-up",
        keyStorage: { kind: "file" as const, label: "/made-up/identity.txt", strength: keyStrengths.file },
      })),
    },
    keys: { state: os.keys.state.handler(() => ({ state: "ready" as const, recovery: "not-needed" as const })) },
    services: {
      list: os.services.list.handler(() => services.map((definition) => ({ definition, embeddedApp: true }))),
    },
    connections: {
      list: os.connections.list.handler(() => [...connections.values()]),
      get: os.connections.get.handler(({ input }) => ({
        ...get(input.id),
        properties: {},
        connectionString: "",
        settingsLocation: "/made-up/OAuthSettings.txt",
        grant: { id: "made-up", generation: 1, ownedHere: true, owner: null, place: { kind: "here" as const } },
      })),
      delete: os.connections.delete.handler(({ input }) => void connections.delete(input.id)),
      test: os.connections.test.handler(async function* ({ input }) {
        const before = get(input.id);
        const title = { en: "Step", ja: "手順" };
        const steps = testStepIds.map((id) => ({ id, status: "passed" as const, durationMs: 8, title, detail: title }));
        for (const step of steps) {
          yield { type: "step-started" as const, id: step.id, title };
          await pause(8);
          yield { type: "step" as const, step };
        }
        const test = { at: Date.now(), ok: true, durationMs: 40 };
        connections.set(input.id, { ...before, lastTest: test, tests: [...(before.tests ?? []), test].slice(-30) });
        yield {
          type: "report" as const,
          report: { ok: true, service: before.service, name: before.name, durationMs: 40, steps },
        };
      }),
    },
    events: {
      watch: os.events.watch.handler(async function* ({ signal }) {
        yield { type: "watching" as const };
        while (!signal?.aborted) await pause(200);
      }),
    },
  };
};

const loadServices = async (): Promise<Services> => {
  const files = globSync("services/[a-z]*/service.ts", { cwd: root }).toSorted();
  const modules: readonly { readonly service: ServiceDefinition }[] = await Promise.all(
    files.map((file) => import(root + file)),
  );
  return modules.map(({ service }) => service);
};

/** Serves the screens, which have to be built, with so many made-up connections behind them. */
export const serveMadeUp = async (count: number): Promise<{ readonly origin: string; readonly stop: () => void }> => {
  const services = await loadServices();
  const now = Date.now();
  const all = Array.from({ length: count }, (_, at) => madeUp(services, at, now));
  const handler = new RPCHandler(answersOf(services, new Map(all.map((connection) => [connection.id, connection]))));
  const server = createServer(async (request, response) => {
    const { matched } = await handler.handle(request, response, { prefix: "/rpc" });
    if (matched) return;
    const { status, headers, body } = await readScreen(
      `${root}dist/screens`,
      new URL(request.url ?? "/", "http://localhost").pathname,
    );
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
