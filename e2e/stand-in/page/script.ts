import { createCodec } from "../codec.ts";
import { guard } from "../guard.ts";
import { mainWorld } from "./main-world.ts";
import { preloadWorld } from "./preload-world.ts";
import { createWorldBridge } from "./world-bridge.ts";

/** What the scripts of a page are made from. */
export interface ScriptParts {
  /** Known to the stand-in's own scripts only; page scripts cannot guess it. */
  readonly key: string;
  readonly binding: string;
  readonly receiver: string;
  /** The preload script's text; none where there is none. */
  readonly preload: string | undefined;
  readonly watchKeys: boolean;
  readonly process: object;
}

const bridgeText = (key: string, own: string, other: string): string =>
  `(${createWorldBridge})(codec, ${JSON.stringify(key)}, ${JSON.stringify(own)}, ${JSON.stringify(other)})`;

/** The script of the page's own world. */
export const mainWorldScript = ({ key }: ScriptParts): string => `(() => {
  if (window.top !== window) return;
  const codec = (${createCodec})();
  (${mainWorld})(${bridgeText(key, "page", "preload")});
})();`;

/** The script of the isolated world, the preload script in it. */
export const preloadWorldScript = ({
  key,
  binding,
  receiver,
  preload,
  watchKeys,
  process,
}: ScriptParts): string => `(() => {
  if (window.top !== window) return;
  const codec = (${createCodec})();
  (${preloadWorld})({
    codec,
    guard: ${guard},
    bridge: ${bridgeText(key, "preload", "page")},
    binding: ${JSON.stringify(binding)},
    receiver: ${JSON.stringify(receiver)},
    watchKeys: ${watchKeys},
    process: ${JSON.stringify(process)},
    preload: ${preload === undefined ? "undefined" : `function (require, module, exports, process) {\n${preload}\n}`},
  });
})();`;
