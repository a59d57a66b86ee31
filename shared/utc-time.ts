/** A moment (milliseconds since 1970) for people, to the second: `2026-11-24 13:05:09 UTC`. */
export const utcTime = (milliseconds: number): string =>
  Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8.64e15
    ? `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`
    : "?";
