import type { pastTests as en } from "../en/past-tests.ts";

export const pastTests = {
  title: "過去のテスト",
  none: "テストの記録はまだありません。今後のテストはここに記録されます。",
  chart: "過去のテスト（古い順）",
  summary: "{{all}} 回中 {{passed}} 回成功（{{from}} から {{to}} まで）",
  hint: "テストを選ぶと、その手順が表示されます。",
  chosen: "選択したテスト",
  steps: "選択したテストの手順",
  whole: "{{when}}: {{result}}、{{took}}、{{asked}}",
  failedAt: "「{{step}}」で失敗",
  passedWarned: "成功（注意あり）",
  byPerson: "手動",
  bySchedule: "自動",
  earlier: "前のテスト",
  later: "次のテスト",
  asTable: "表で見る",
  when: "実行日時",
  result: "結果",
  asked: "開始方法",
} as const satisfies Record<keyof typeof en, string>;
