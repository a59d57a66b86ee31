import { emitterOf } from "../emitter.ts";
import { displayBounds } from "../window-state.ts";

const display = {
  id: 1,
  label: "stand-in",
  bounds: displayBounds,
  workArea: displayBounds,
  size: { width: displayBounds.width, height: displayBounds.height },
  workAreaSize: { width: displayBounds.width, height: displayBounds.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
};

/** Electron's screen: one display. A test puts others in place. */
export class Screen extends emitterOf("screen", ["display-added", "display-removed", "display-metrics-changed"]) {
  getAllDisplays(): readonly object[] {
    return [display];
  }

  getPrimaryDisplay(): object {
    return display;
  }

  getDisplayMatching(_bounds: object): object {
    return display;
  }

  getDisplayNearestPoint(_point: object): object {
    return display;
  }

  getCursorScreenPoint(): object {
    return { x: 0, y: 0 };
  }
}
