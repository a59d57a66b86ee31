import { addMonths, type Day, startOfWeek } from "./days.ts";

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * The day that a key leads to from another one, as the grid pattern of ARIA has it: arrows, Home and End
 * of the week, Page Up and Down a month, with Shift a year. Undefined for other keys.
 */
export const dayReached = (
  { key, shiftKey, ctrlKey, altKey, metaKey }: Key,
  from: Day,
  firstWeekday: number,
): Day | undefined => {
  if (ctrlKey || altKey || metaKey) return undefined;
  const months = shiftKey ? 12 : 1;
  switch (key) {
    case "ArrowLeft":
      return from - 1;
    case "ArrowRight":
      return from + 1;
    case "ArrowUp":
      return from - 7;
    case "ArrowDown":
      return from + 7;
    case "Home":
      return startOfWeek(from, firstWeekday);
    case "End":
      return startOfWeek(from, firstWeekday) + 6;
    case "PageUp":
      return addMonths(from, -months);
    case "PageDown":
      return addMonths(from, months);
    default:
      return undefined;
  }
};
