import type { Localised } from "../shared/localised.ts";

/** The words of what surrounds the window: menus, tray, notifications, dialogs of the program itself. */
export const words = {
  file: { en: "File", ja: "ファイル" },
  edit: { en: "Edit", ja: "編集" },
  view: { en: "View", ja: "表示" },
  window: { en: "Window", ja: "ウィンドウ" },
  help: { en: "Help", ja: "ヘルプ" },
  newConnection: { en: "New Connection…", ja: "新しい接続…" },
  pasteString: { en: "New Connection from Clipboard", ja: "クリップボードから新しい接続" },
  importFile: { en: "Add a Settings File…", ja: "設定ファイルを追加…" },
  testAll: { en: "Test All Connections", ja: "すべての接続をテスト" },
  allConnections: { en: "All Connections", ja: "接続の一覧" },
  palette: { en: "Go to Anything…", ja: "検索して移動…" },
  settings: { en: "Settings…", ja: "設定…" },
  quit: { en: "Quit Keyferry", ja: "Keyferry を終了" },
  undo: { en: "Undo", ja: "元に戻す" },
  redo: { en: "Redo", ja: "やり直す" },
  cut: { en: "Cut", ja: "切り取り" },
  copy: { en: "Copy", ja: "コピー" },
  paste: { en: "Paste", ja: "貼り付け" },
  selectAll: { en: "Select All", ja: "すべて選択" },
  zoomIn: { en: "Zoom In", ja: "拡大" },
  zoomOut: { en: "Zoom Out", ja: "縮小" },
  actualSize: { en: "Actual Size", ja: "実際のサイズ" },
  fullScreen: { en: "Full Screen", ja: "全画面表示" },
  appearance: { en: "Appearance", ja: "外観" },
  light: { en: "Light", ja: "ライト" },
  dark: { en: "Dark", ja: "ダーク" },
  system: { en: "System", ja: "システム" },
  language: { en: "Language", ja: "言語" },
  minimize: { en: "Minimize", ja: "最小化" },
  close: { en: "Close Window", ja: "ウィンドウを閉じる" },
  openAtLogin: { en: "Open at Login", ja: "ログイン時に開く" },
  notifications: { en: "Notifications", ja: "通知" },
  logFolder: { en: "Open Log Folder", ja: "ログフォルダーを開く" },
  checkForUpdates: { en: "Check for Updates…", ja: "更新を確認…" },
  about: { en: "About Keyferry", ja: "Keyferry について" },
  show: { en: "Open Keyferry", ja: "Keyferry を開く" },
  allGood: { en: "All connections are in order", ja: "すべての接続は正常です" },
  noConnections: { en: "No connections yet", ja: "接続はまだありません" },
  unsavedTitle: { en: "Close without saving the files?", ja: "ファイルを保存せずに閉じますか?" },
  unsavedText: {
    en: "Exported files are only in this window, and are lost with it. Connections that were handed over can be taken back on their pages.",
    ja: "エクスポートしたファイルはこのウィンドウの中にしかなく、失われます。引き渡した接続は、それぞれのページで取り戻せます。",
  },
  keepFiles: { en: "Keep Them", ja: "閉じない" },
  discardFiles: { en: "Discard the Files", ja: "ファイルを破棄" },
  updatesOff: {
    en: "This build has no place to look for updates.",
    ja: "このビルドには更新の確認先が設定されていません。",
  },
  recoveryTitle: { en: "Your recovery code", ja: "回復コード" },
  recoveryText: {
    en: "If this computer's keychain is ever lost, only this code opens your connections again. Keep it somewhere else: on paper, or in a password manager. It is shown this once.",
    ja: "このコンピューターのキーチェーンが失われたとき、接続を再び開けるのはこのコードだけです。紙やパスワードマネージャーなど別の場所に保管してください。表示されるのは今回だけです。",
  },
  recoveryKept: { en: "I have kept it", ja: "保管しました" },
  recoveryCopy: { en: "Copy, and clear after 30 seconds", ja: "コピー（30 秒後に消去）" },
  cancel: { en: "Cancel", ja: "キャンセル" },
  notStarted: { en: "Keyferry cannot start", ja: "Keyferry を開始できません" },
} as const satisfies Record<string, Localised>;

/** “3 connections need attention”. */
export const needAttention = (count: number): Localised => ({
  en: count === 1 ? "1 connection needs attention" : `${count} connections need attention`,
  ja: `${count} 件の接続に対応が必要です`,
});

/** “Keyferry 1.2.3 is the newest version.” */
export const newestVersion = (version: string): Localised => ({
  en: `Keyferry ${version} is the newest version.`,
  ja: `Keyferry ${version} は最新版です。`,
});

/** “Keyferry 1.2.3 is on its way…” */
export const versionFound = (version: string): Localised => ({
  en: `Keyferry ${version} is being fetched. It is installed when you quit.`,
  ja: `Keyferry ${version} を取得しています。終了時にインストールされます。`,
});
