import type { settings as en } from "../en/settings.ts";
import type { InJapanese } from "../forms.ts";

export const settings = {
  title: "設定",
  looks: "表示",
  zoom: "サイズ",
  behaviour: "動作",
  openAtLogin: "ログイン時に開く",
  openAtLoginNote: "コンピューターにサインインした時点からトークンがリフレッシュされます。",
  notifications: "通知",
  notificationsNote: "接続に同意が必要なとき、失効が近いとき、リフレッシュできないときに通知します。",
  key: "このコンピューターの鍵",
  recipient: "受信者: このコンピューター向けに設定ファイルを暗号化するときに使います",
  program: "Keyferry について",
  version: "バージョン {{version}}",
  logs: "ログフォルダーを開く",
  updates: "更新を確認",
  updatesOff: "このビルドには更新の確認先が設定されていません。",
  updatesLatest: "{{version}} は最新版です。",
  updatesFound: "{{version}} を取得しています。終了時にインストールされます。",
} as const satisfies InJapanese<typeof en>;
