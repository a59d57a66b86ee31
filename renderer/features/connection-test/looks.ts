import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
} from "@tabler/icons-react";
import type { TestStep } from "../../../shared/test-report.ts";

/** The word and the sign of each way a step may stand. */
export const looks = {
  pending: { word: "test.pending", Icon: IconCircleDashed },
  running: { word: "test.running", Icon: undefined },
  passed: { word: "test.passed", Icon: IconCircleCheck },
  warning: { word: "test.warning", Icon: IconAlertTriangle },
  failed: { word: "test.failed", Icon: IconCircleX },
  skipped: { word: "test.skipped", Icon: IconCircleMinus },
} as const satisfies Record<TestStep["status"] | "pending" | "running", object>;
