import type { servers as en } from "../en/servers.ts";
import type { InJapanese } from "../forms.ts";

export const servers = {
  title: "サーバー",
  lead: "どのマシンがどの接続を持っているかを、このマシンで分かる範囲で表示します。",
  emptyTitle: "ここから接続を受け取ったサーバーはありません",
  emptyText:
    "サーバーで次のコマンドを実行すると、そのサーバーの受信者が表示されます。接続を開いて「エクスポート」を選び、貼り付けてください。",
  passphrase: "パスフレーズを知っている人",
  unnamed: "名前のないサーバー",
  nothing: "現在は何も持っていません。",
  handedOver: "{{day}} からこのサーバーがリフレッシュ",
  handedOverUnknown: "このサーバーがリフレッシュ",
  copied: "{{day}} からコピーを保持",
  oneOf_other: "同じファイルを開ける {{count, number}} 台のうちの 1 台です。最初に使用したマシンがリフレッシュします。",
  file: "ファイル: {{file}}",
  takeBack: "取り戻す",
  takeBackOf: "{{name}} を取り戻す",
  forget: "この記録を削除",
  forgetOf: "{{name}} のコピーの記録を削除",
  forgetTitle: "このコピーの記録を削除しますか?",
  forgetText:
    "削除されるのは、このマシンの記録だけです。コピーはそのまま残り、引き続き使えます。先にサーバーのファイルを削除してください。",
  forgetConfirm: "記録を削除",
  copyNote: "コピーは取り戻せません。サーバーのファイルを削除するか、{{service}} で許可を取り消してください。",
  rename: "{{name}} の名前を変更",
  renameTitle: "サーバーの名前",
  renameHelp: "このマシンにだけ保存されます。空にすると受信者で表示されます。",
  renameSave: "名前を保存",
  withdrawTitle: "サーバーを紛失した、または信頼できなくなった場合",
  withdrawText:
    "取り戻しても、ファイルを持つ人が使えなくなるわけではありません。Keyferry からサービス側の許可を取り消すことはできないため、次のようにして無効にし、その後ここで再接続してください。",
  withdrawUnknown: "サインインした人が {{service}} のアカウント設定でアクセスを取り消すか、キーを削除します。",
} as const satisfies InJapanese<typeof en>;
