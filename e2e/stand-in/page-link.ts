import { randomBytes } from "node:crypto";
import { createCodec } from "./codec.ts";
import type { FromPage, ToPage } from "./page/messages.ts";
import { mainWorldScript, preloadWorldScript } from "./page/script.ts";
import type { PageTarget } from "./targets.ts";

const worldName = "Electron Isolated Context";
const codec = createCodec();

/** What happens in a page. */
export interface PageEvents {
  /** A message; the value returned answers a synchronous one. */
  readonly message: (message: FromPage) => unknown;
  readonly navigated: (url: string) => void;
  readonly navigatedInPage: (url: string) => void;
  readonly lifecycle: (name: string) => void;
  /** A script or a link of the page wants to go somewhere. */
  readonly wantsToLeave: (url: string) => void;
  readonly crashed: () => void;
}

/** The stand-in's half of a page: its scripts, and the messages to and fro. */
export interface PageLink {
  readonly target: PageTarget;
  /** What the next documents start with. */
  readonly prepare: (parts: {
    readonly preload: string | undefined;
    readonly watchKeys: boolean;
    readonly process: object;
  }) => Promise<void>;
  /** Sends to the document that is there now; is lost where it listens to nothing, as in Electron. */
  readonly deliver: (message: ToPage) => void;
  readonly isThere: () => boolean;
}

interface Context {
  readonly uniqueId: string;
  readonly name: string;
  readonly auxData: { readonly frameId: string };
}

interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
}

/** Joins a page; runs before anything in it does. */
export const linkPage = async (target: PageTarget, events: PageEvents): Promise<PageLink> => {
  const { session } = target;
  const [key, binding, receiver] = [nameOf("k"), nameOf("b"), nameOf("r")];
  let context: string | undefined;
  let there = true;
  let scripts: readonly string[] = [];
  const isMain = (frameId: string) => frameId === target.id;

  void target.gone.then(() => {
    there = false;
  });
  session.on<{ context: Context }>("Runtime.executionContextCreated", ({ context: { uniqueId, name, auxData } }) => {
    if (name === worldName && isMain(auxData.frameId)) context = uniqueId;
  });
  session.on<{ executionContextUniqueId: string }>("Runtime.executionContextDestroyed", (event) => {
    if (event.executionContextUniqueId === context) context = undefined;
  });
  session.on<{ frame: Frame }>("Page.frameNavigated", ({ frame }) => {
    if (!frame.parentId) events.navigated(frame.url + (frame.urlFragment ?? ""));
  });
  session.on<{ frameId: string; url: string }>("Page.navigatedWithinDocument", ({ frameId, url }) => {
    if (isMain(frameId)) events.navigatedInPage(url);
  });
  session.on<{ frameId: string; name: string }>("Page.lifecycleEvent", ({ frameId, name }) => {
    if (isMain(frameId)) events.lifecycle(name);
  });
  session.on<{ frameId: string; url: string }>("Page.frameRequestedNavigation", ({ frameId, url }) => {
    if (isMain(frameId)) events.wantsToLeave(url);
  });
  session.on("Inspector.targetCrashed", () => events.crashed());
  const questions = answerQuestions(target, receiver);
  session.on<{ name: string; payload: string }>("Runtime.bindingCalled", ({ name, payload }) => {
    if (name !== binding) return;
    const message = codec.decode(payload) as FromPage;
    const answer = () => events.message(message);
    if (message.kind === "sync" || message.kind === "key") questions.wait(answer);
    else if (message.kind === "path") questions.waitForPath();
    else answer();
  });
  const wait = session.send("Runtime.addBinding", { name: binding, executionContextName: worldName });
  await Promise.all([
    wait,
    session.send("Page.enable"),
    session.send("Runtime.enable"),
    session.send("Inspector.enable"),
    session.send("Page.setLifecycleEventsEnabled", { enabled: true }),
  ]);

  const add = async (source: string, world?: string): Promise<string> => {
    const words = { source, ...(world ? { worldName: world } : {}) };
    return (await session.send<{ identifier: string }>("Page.addScriptToEvaluateOnNewDocument", words)).identifier;
  };
  return {
    target,
    prepare: async ({ preload, watchKeys, process }) => {
      // The debugger costs time in every script: only where a page can wait for an answer.
      if (watchKeys || /sendSync|getPathForFile/.test(preload ?? "")) await session.send("Debugger.enable");
      for (const identifier of scripts) await session.send("Page.removeScriptToEvaluateOnNewDocument", { identifier });
      const parts = { key, binding, receiver, preload, watchKeys, process };
      scripts = [await add(mainWorldScript(parts)), await add(preloadWorldScript(parts), worldName)];
    },
    deliver: (message) => {
      if (!there || context === undefined) return;
      const expression = `${receiver}(${JSON.stringify(codec.encode(message))})`;
      void session.send("Runtime.evaluate", { expression, uniqueContextId: context }).catch(() => {});
    },
    isThere: () => there,
  };
};

const nameOf = (letter: string): string => `__${letter}${randomBytes(12).toString("hex")}`;

/**
 * Synchronous questions: the page asks and stops at a `debugger` statement; the answer is put where the
 * stopped script looks for it. Chromium lets a resume overtake an evaluation: each is awaited.
 */
const answerQuestions = ({ session }: PageTarget, receiver: string) => {
  type Answer = (frame: string) => Promise<string>;
  const waiting: Answer[] = [];
  const evaluate = <T>(callFrameId: string, expression: string) =>
    session.send<T>("Debugger.evaluateOnCallFrame", { callFrameId, expression, silent: true });
  session.on<{ callFrames: readonly { callFrameId: string }[] }>("Debugger.paused", ({ callFrames: [frame] }) => {
    const answer = waiting.shift();
    const answered = async (): Promise<void> => {
      if (!answer || !frame) return;
      const text = await answer(frame.callFrameId);
      await evaluate(frame.callFrameId, `globalThis[${JSON.stringify(`${receiver}Sync`)}] = ${JSON.stringify(text)}`);
    };
    void answered()
      .catch(() => {})
      .then(() => session.send("Debugger.resume"))
      .catch(() => {});
  });
  const answerOf = async (question: () => unknown): Promise<string> => {
    try {
      return codec.encode({ ok: true, value: await question() });
    } catch (error) {
      return codec.encode({ ok: false, value: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    wait: (question: () => unknown) => {
      waiting.push(() => answerOf(question));
    },
    /** Where a file of the page is on the disk: Chromium tells its debugger. */
    waitForPath: () => {
      waiting.push((frame) =>
        answerOf(async () => {
          const { result } = await evaluate<{ result: { objectId: string } }>(
            frame,
            `globalThis[${JSON.stringify(`${receiver}File`)}]`,
          );
          const { path } = await session.send<{ path: string }>("DOM.getFileInfo", { objectId: result.objectId });
          return path;
        }),
      );
    },
  };
};
