import type { WindowState } from "../store/preferences.ts";

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestWindow = { width: 480, height: 500 } as const;
const firstWindow = { width: 1200, height: 800 } as const;

/** So much of a window has to lie on a screen for a person to find and drag it, in pixels. */
const graspable = { width: 120, height: 60 } as const;

/**
 * Where a window opens: where it was closed, unless too little of that lies on a screen that is there
 * now; then in the middle, at its size.
 */
export const openingBounds = (
  { bounds }: WindowState,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } => {
  if (!bounds) return firstWindow;
  const size = {
    width: Math.max(bounds.width, smallestWindow.width),
    height: Math.max(bounds.height, smallestWindow.height),
  };
  const seen = workAreas.some(
    (area) =>
      overlap(bounds.x, size.width, area.x, area.width) >= graspable.width &&
      overlap(bounds.y, size.height, area.y, area.height) >= graspable.height &&
      bounds.y >= area.y - graspable.height / 2,
  );
  return seen ? { x: bounds.x, y: bounds.y, ...size } : size;
};

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
