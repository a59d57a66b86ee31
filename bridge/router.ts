import { implement } from "@orpc/server";
import type { Engine } from "../engine/index.ts";
import { type AppInfo, contract } from "../shared/contract.ts";
import { asKeyferryError, KeyferryError } from "../shared/errors.ts";
import type { Desktop } from "./desktop.ts";
import { createKeyCalls } from "./key-calls.ts";
import { createSignIns } from "./sign-ins.ts";
import { watchEvents } from "./watch-events.ts";

/** What the screens are served from. */
export interface Backend {
  readonly engine: Engine;
  readonly info: Omit<AppInfo, "recipient" | "keyStorage" | "listDamage">;
  /** Told of every surprise; what it is told holds no secret. */
  readonly onSurprise: (error: Error) => void;
  /** The desktop program around the screens, where there is one. */
  readonly desktop?: Desktop;
}

/** Answers every call of the contract from an engine: the same for the desktop's pipe and for `serve`. */
export const createRouter = ({ engine, info, onSurprise, desktop: around }: Backend) => {
  const signIns = createSignIns();
  const os = implement(contract);
  const { connections } = engine;
  const keys = createKeyCalls(engine, around);
  const desktop = (): Desktop => {
    if (!around) throw new KeyferryError("DESKTOP_ONLY");
    return around;
  };

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
        ...(await damageOf(engine)),
        recipient: await engine.recipient(),
        keyStorage: await engine.keyStorage(),
      })),
      protectIdentity: guarded.app.protectIdentity.handler(async () => {
        await engine.protectIdentity();
        return engine.keyStorage();
      }),
    },
    keys: {
      state: guarded.keys.state.handler(keys.state),
      choosePassphrase: guarded.keys.choosePassphrase.handler(({ input }) => keys.choosePassphrase(input.passphrase)),
      choosePlainFile: guarded.keys.choosePlainFile.handler(keys.choosePlainFile),
      unlock: guarded.keys.unlock.handler(({ input }) => keys.unlock(input.passphrase)),
      recover: guarded.keys.recover.handler(({ input }) => keys.recover(input.code, input.passphrase)),
      makeRecoveryCode: guarded.keys.makeRecoveryCode.handler(keys.makeRecoveryCode),
    },
    desktop: {
      preferences: guarded.desktop.preferences.handler(() => desktop().preferences()),
      setPreferences: guarded.desktop.setPreferences.handler(({ input }) => desktop().setPreferences(given(input))),
      wishes: guarded.desktop.wishes.handler(async function* ({ signal }) {
        yield* desktop().wishes(signal);
      }),
      dragOut: guarded.desktop.dragOut.handler(({ input }) => desktop().dragOut(input.fileName, input.content)),
      holdFiles: guarded.desktop.holdFiles.handler(({ input }) => desktop().holdFiles(input.unsaved)),
      openLogFolder: guarded.desktop.openLogFolder.handler(() => desktop().openLogFolder()),
      checkForUpdates: guarded.desktop.checkForUpdates.handler(() => desktop().checkForUpdates()),
    },
    services: {
      list: guarded.services.list.handler(() =>
        engine.services.map((definition) => ({ definition, embeddedApp: engine.hasEmbeddedApp(definition.id) })),
      ),
    },
    recipients: {
      names: guarded.recipients.names.handler(() => engine.recipientNames()),
      rename: guarded.recipients.rename.handler(({ input }) => engine.nameRecipient(input.recipient, input.name)),
    },
    servers: {
      list: guarded.servers.list.handler(() => connections.servers()),
      forgetCopy: guarded.servers.forgetCopy.handler(({ input }) => engine.forgetCopy(input.copy)),
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
      connectLike: guarded.connections.connectLike.handler(async function* ({ input, signal, errors }) {
        yield* told(
          signIns.run((options) => connections.createLike(input.id, input.name, options), signal),
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
      decide: guarded.connections.decide.handler(({ input }) => signIns.decide(input.attempt, input.keep)),
      openAgain: guarded.connections.openAgain.handler(({ input }) => signIns.find(input.attempt).openAgain()),
      test: guarded.connections.test.handler(async function* ({ input, signal, errors }) {
        const never = { openBrowser: false, onWaiting: () => {}, onExchanging: () => {} };
        const options = { ...never, signal: signal ?? new AbortController().signal };
        yield* told(connections.test(input.id, options), errors.KEYFERRY);
      }),
      testEvery: guarded.connections.testEvery.handler(({ input }) => connections.testEvery(input.id, input.every)),
      choices: guarded.connections.choices.handler(async ({ input }) => (await connections.choices(input.id)) ?? null),
      choose: guarded.connections.choose.handler(({ input }) =>
        connections.choose(input.id, input.property, input.value),
      ),
      tag: guarded.connections.tag.handler(({ input }) => connections.tag(input.id, input.tags)),
      rename: guarded.connections.rename.handler(({ input }) => connections.rename(input.id, input.name)),
      delete: guarded.connections.delete.handler(({ input }) => connections.remove(input.id)),
      export: guarded.connections.export.handler(({ input }) =>
        engine.export(
          { connection: input.id },
          {
            to: input.to,
            mode: input.mode,
            ...(input.names ? { names: input.names } : {}),
            ...(input.fileName ? { fileName: input.fileName } : {}),
          },
        ),
      ),
      import: guarded.connections.import.handler(({ input }) =>
        connections.import(input.content, input.passphrase, input.name),
      ),
      history: guarded.connections.history.handler(({ input }) =>
        connections.history(input.id, { limit: input.limit, testsOnly: input.testsOnly ?? false }),
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

/** What was given, without what was left out. */
const given = <T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** A list that cannot be read at all says so where it is shown. */
const damageOf = async ({ connections }: Engine): Promise<Pick<AppInfo, "listDamage">> => {
  const listDamage = await connections.damage().catch(() => undefined);
  return listDamage ? { listDamage } : {};
};
