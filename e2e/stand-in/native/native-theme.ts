import { emitterOf } from "../emitter.ts";

type Source = "system" | "light" | "dark";

/** Electron's nativeTheme. The system is light. `onSource` tells pages what they are to look like. */
export class NativeTheme extends emitterOf("nativeTheme", ["updated"]) {
  #source: Source = "system";
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly prefersReducedTransparency = false;
  readonly inForcedColorsMode = false;
  readonly #onSource: (source: Source) => void;

  constructor(onSource: (source: Source) => void) {
    super();
    this.#onSource = onSource;
  }

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (!["system", "light", "dark"].includes(source)) throw new TypeError(`'${source}' is no theme source`);
    if (source === this.#source) return;
    this.#source = source;
    this.#onSource(source);
    this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === "dark";
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return false;
  }
}
