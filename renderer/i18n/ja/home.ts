import type { home as en } from "../en/home.ts";

export const home = {
  title: "接続",
  newConnection: "新しい接続",
  filter: "接続を検索",
  filterNone: "「{{text}}」に一致する接続はありません。",
  emptyTitle: "接続はまだありません",
  emptyLead: "接続は 1 分ほどで作成できます。",
  stepConnect: "接続する",
  stepConnectText: "サービスを選び、ブラウザでサインインします。",
  stepTest: "テストする",
  stepTestText: "設定、ネットワーク、トークン、アカウント、利用権限を順に確認できます。",
  stepCarry: "サーバーに移す",
  stepCarryText:
    "暗号化された OAuthSettings.txt をエクスポートします。以後はサーバーがトークンを自動でリフレッシュします。",
  healthGood: "正常",
  healthElsewhere: "別のマシンで使用中",
  healthConsentNeeded: "サインインが必要",
  healthUnreadable: "読み取り不可",
  nextGood: "トークンは {{time}} まで有効、自動でリフレッシュ",
  nextRenews: "次回の使用時に自動でリフレッシュ",
  nextElsewhere: "別のマシンがリフレッシュ",
  nextConsentNeeded: "もう一度サインインしてください",
  nextUnreadable: "設定ファイルをこのマシンで開けません",
  testPassed: "テスト成功（{{relative}}）",
  testFailed: "テスト失敗（{{relative}}）",
  testNever: "未テスト",
} as const satisfies Record<keyof typeof en, string>;
