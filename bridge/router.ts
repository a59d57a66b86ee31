import { implement } from "@orpc/server";
import type { Engine } from "../engine/index.ts";
import { type AppInfo, contract } from "../shared/contract.ts";
import { asKeyferryError } from "../shared/errors.ts";
import { createSignIns } from "./sign-ins.ts";
import { watchEvents } from "./watch-events.ts";

/** What the screens are served from. */
export interface Backend {
  readonly engine: Engine;
  readonly info: Omit<AppInfo, "recipient" | "keyStorage">;
  /** Told of every surprise; what it is told holds no secret. */
  readonly onSurprise: (error: Error) => void;
}

/** Answers every call of the contract from an engine: the same for the desktop's pipe and for `serve`. */
export const createRouter = ({ engine, info, onSurprise }: Backend) => {
  const signIns = createSignIns();
  const os = implement(contract);
  const { connections } = engine;

  /** A KeyferryError crosses the border as data; anything else as `INTERNAL`, its details kept here. */
  const toData = (thrown: unknown) => {
    const error = asKeyferryError(thrown);
    if (error.code === "INTERNAL" && thrown instanceof Error) onSurprise(thrown);
    return { data: error.toData() };
  };
  const guarded = os.use(async ({ next, errors }) => {
    try {
      return await next();
    } catch (thrown) {
      throw errors.KEYFERRY(toData(thrown));
    }
  });
  /** The same for streams, whose errors come after the call returned. */
  async function* told<T>(stream: AsyncGenerator<T, void>, fail: (data: ReturnType<typeof toData>) => Error) {
    try {
      yield* stream;
    } catch (thrown) {
      throw fail(toData(thrown));
    }
  }

  return os.router({
    app: {
      info: guarded.app.info.handler(async () => ({
        ...info,
        recipient: await engine.recipient(),
        keyStorage: await engine.keyStorage(),
      })),
      protectIdentity: guarded.app.protectIdentity.handler(async () => {
        await engine.protectIdentity();
        return engine.keyStorage();
      }),
    },
    services: {
      list: guarded.services.list.handler(() =>
        engine.services.map((definition) => ({ definition, embeddedApp: engine.hasEmbeddedApp(definition.id) })),
      ),
    },
    recipients: {
      names: guarded.recipients.names.handler(() => engine.recipientNames()),
    },
    connections: {
      list: guarded.connections.list.handler(() => connections.list()),
      forecast: guarded.connections.forecast.handler(() => connections.forecast()),
      get: guarded.connections.get.handler(({ input }) => connections.get(input.id)),
      connect: guarded.connections.connect.handler(async function* ({ input, signal, errors }) {
        const { service, name, properties } = input;
        yield* told(
          signIns.run((options) => connections.create(service, name, properties, options), signal),
          errors.KEYFERRY,
        );
      }),
      reconnect: guarded.connections.reconnect.handler(async function* ({ input, signal, errors }) {
        yield* told(
          signIns.run((options) => connections.reconnect(input.id, options), signal),
          errors.KEYFERRY,
        );
      }),
      pasteAddress: guarded.connections.pasteAddress.handler(({ input }) => {
        signIns.find(input.attempt).paste(input.address);
      }),
      openAgain: guarded.connections.openAgain.handler(({ input }) => signIns.find(input.attempt).openAgain()),
      test: guarded.connections.test.handler(async function* ({ input, signal, errors }) {
        const never = { openBrowser: false, onWaiting: () => {}, onExchanging: () => {} };
        const options = { ...never, signal: signal ?? new AbortController().signal };
        yield* told(connections.test(input.id, options), errors.KEYFERRY);
      }),
      choices: guarded.connections.choices.handler(async ({ input }) => (await connections.choices(input.id)) ?? null),
      choose: guarded.connections.choose.handler(({ input }) =>
        connections.choose(input.id, input.property, input.value),
      ),
      rename: guarded.connections.rename.handler(({ input }) => connections.rename(input.id, input.name)),
      delete: guarded.connections.delete.handler(({ input }) => connections.remove(input.id)),
      export: guarded.connections.export.handler(({ input }) =>
        engine.export(
          { connection: input.id },
          { to: input.to, mode: input.mode, ...(input.names ? { names: input.names } : {}) },
        ),
      ),
      takeOver: guarded.connections.takeOver.handler(({ input }) => connections.takeOver(input.id)),
    },
    events: {
      watch: guarded.events.watch.handler(async function* ({ signal }) {
        yield* watchEvents(engine, signal);
      }),
    },
  });
};
