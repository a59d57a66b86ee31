import type { testBatch as en } from "../en/test-batch.ts";

export const testBatch = {
  title: "複数の接続をテスト中",
  progress: "テスト済み: {{all}} 件中 {{done}} 件",
  cancel: "テストを中止",
  finished: "{{all}} 件中 {{passed}} 件のテストに成功",
  cancelled: "中止しました。{{all}} 件中 {{done}} 件をテストし、{{passed}} 件成功しました",
} as const satisfies Record<keyof typeof en, string>;
