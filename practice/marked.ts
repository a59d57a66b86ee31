/**
 * Whether a password or a key is the one that is known, plain or marked: `practice` and `practice~…`
 * with anything behind the mark are the same. So tests can sign in with a secret that stands nowhere else.
 */
export const isSecret = (given: string | null | undefined, known: string): boolean =>
  given === known || given?.startsWith(`${known}~`) === true;
