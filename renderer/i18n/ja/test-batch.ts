import type { testBatch as en } from "../en/test-batch.ts";
import type { InJapanese } from "../forms.ts";

export const testBatch = {
  title: "複数の接続をテスト中",
  progress: "テスト済み: {{all, number}} 件中 {{done, number}} 件",
  cancel: "テストを中止",
  finished_other: "{{count, number}} 件中 {{passed, number}} 件のテストに成功",
  cancelled: "中止しました。{{all, number}} 件中 {{done, number}} 件をテストし、{{passed, number}} 件成功しました",
} as const satisfies InJapanese<typeof en>;
