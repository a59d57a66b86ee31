/** A stretch of a test's time, in milliseconds since the test began. */
export interface Span {
  readonly startMs: number;
  readonly durationMs: number;
}

/** Where a bar stands on its track, in per cent of the track's width. */
export interface Bar {
  readonly left: number;
  readonly width: number;
}

/** A bar narrower than this is not seen, in per cent. */
const narrowest = 0.8;

/** When the last of some stretches ends, in milliseconds; at least 1, so that it can be divided by. */
export const endOf = (spans: readonly Span[]): number =>
  Math.max(1, ...spans.map(({ startMs, durationMs }) => startMs + durationMs));

/** The bar of a stretch on a track that is `wholeMs` long. It never leaves the track. */
export const barOf = ({ startMs, durationMs }: Span, wholeMs: number): Bar => {
  const width = Math.min(100, Math.max(narrowest, (100 * durationMs) / wholeMs));
  return { left: Math.max(0, Math.min((100 * startMs) / wholeMs, 100 - width)), width };
};
