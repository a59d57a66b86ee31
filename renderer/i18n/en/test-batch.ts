export const testBatch = {
  title: "Testing several connections",
  progress: "Tested: {{done}} of {{all}}",
  cancel: "Cancel the tests",
  finished: "{{passed}} of {{all}} tests passed",
  cancelled: "Cancelled: {{done}} of {{all}} were tested, {{passed}} passed",
} as const;
