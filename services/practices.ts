import type { PracticeService } from "../practice/kit.ts";

const found = import.meta.glob<PracticeService>(["./*/practice.ts", "!./_*/practice.ts"], {
  eager: true,
  import: "practice",
});

/** What there is to practise with: one entry a folder that has a `practice.ts`; none of `_template`. */
export const practices: readonly PracticeService[] = Object.values(found);
