/** Something that would have happened outside the program, in order. */
export interface Effect {
  readonly what: string;
  readonly values: readonly unknown[];
}

/** All effects so far. Tests read it as `__standin.record`. */
export const record: Effect[] = [];

/** Notes an effect, `shell.openExternal` for example. */
export const note = (what: string, ...values: readonly unknown[]): void => {
  record.push({ what, values });
};
