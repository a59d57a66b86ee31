export const testBatch = {
  title: "Testing several connections",
  progress: "Tested: {{done, number}} of {{all, number}}",
  cancel: "Cancel the tests",
  finished_one: "{{passed, number}} of {{count, number}} test passed",
  finished_other: "{{passed, number}} of {{count, number}} tests passed",
  cancelled: "Cancelled: {{done, number}} of {{all, number}} tested, {{passed, number}} passed",
} as const;
