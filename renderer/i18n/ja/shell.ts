import type { shell as en } from "../en/shell.ts";
import type { InJapanese } from "../forms.ts";

export const shell = {
  product: "Keyferry",
  practice: "練習モード: このコンピューターの外には何も送信されません",
  language: "言語",
  appearance: "外観",
  light: "ライト",
  dark: "ダーク",
  system: "システム",
  palette: "検索して移動（Ctrl+K）",
  calendar: "失効カレンダー",
  servers: "サーバー",
  settings: "設定",
  listDamaged: "接続の一覧が破損していたため、作り直しました",
  listDamagedText_other:
    "設定ファイルから {{count, number}} 件の接続を復元しました。破損した一覧は {{place}} にあります。",
  loading: "読み込み中…",
  copy: "コピー",
  copied: "コピーしました",
  cancel: "キャンセル",
  close: "閉じる",
  retry: "再試行",
  source: "{{service}} の資料",
  backHome: "接続の一覧",
  lostTitle: "このアドレスには何もありません",
  lostText: "ページが移動したか、接続が一覧から削除された可能性があります。",
  failed: "この画面とプログラム本体との通信で問題が発生しました。",
  failedRemedy:
    "もう一度お試しください。再び発生する場合は Keyferry を再起動してください。ブラウザで使用している場合は、`keyferry serve` が表示するアドレスを開き直してください。",
} as const satisfies InJapanese<typeof en>;
