/** How many parts of the whole are told aloud: a reader who hears every step hears nothing else. */
const parts = 4;

/** The count that is told: it changes at each quarter of the way. */
export const heardProgress = (done: number, all: number): number => {
  const step = Math.max(1, all / parts);
  return Math.min(done, Math.ceil(Math.floor(done / step) * step));
};
