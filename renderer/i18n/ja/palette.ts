import type { palette as en } from "../en/palette.ts";
import type { InJapanese } from "../forms.ts";

export const palette = {
  search: "接続、サービス、操作を検索",
  nothing: "一致するものがありません。",
  connections: "接続",
  newOf: "新しい接続",
  actions: "操作",
  connectTo: "{{service}} に接続",
  importFile: "設定ファイルを追加",
  testAll: "すべての接続をテスト",
  calendar: "失効カレンダー",
  servers: "サーバー",
  settings: "設定",
  home: "接続の一覧",
} as const satisfies InJapanese<typeof en>;
