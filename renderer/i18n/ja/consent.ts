import type { consent as en } from "../en/consent.ts";
import type { InJapanese } from "../forms.ts";

export const consent = {
  title: "{{service}} にサインイン",
  starting: "サインインを準備しています…",
  exchanging: "同意を確認しました。トークンを取得しています…",
  asking: "{{service}} にユーザーを確認しています…",
  lead: "ブラウザで {{service}} のページを開きました。この接続で使うアカウントでサインインし、アクセスを許可してください。完了すると、この画面は自動で次に進みます。",
  leadPaste:
    "ブラウザで {{service}} のページを開きました。この接続で使うアカウントでサインインし、アクセスを許可してください。その後、ブラウザが最後に表示したアドレスを下に貼り付けてください。",
  notListening:
    "このコンピューターでは {{callback}} で応答を受け取れないため、アドレスの貼り付けが必要です。最後にブラウザがエラーを表示することがありますが、必要なのはそのページのアドレスです。",
  waiting: "{{callback}} で応答を待っています",
  timeLeft: "残り時間: {{time}}",
  timeOver: "時間切れです。キャンセルして、もう一度接続してください。",
  address: "ページのアドレス",
  open: "ここでページを開く",
  openAgain: "もう一度開く",
  paste: "アドレスを貼り付ける",
  pasteHelp:
    "ブラウザが別のコンピューターにある場合や、エラーページで止まった場合に使います。{{callback}} で始まる、最後に表示されたアドレス全体を貼り付けてください。",
  pasteSend: "このアドレスで完了",
  whichAccount:
    "ブラウザがすでにサインインしている場合は、そのアカウントで進みます。別のアカウントを使うには、アドレスをプライベートウィンドウに貼り付けてください。",
  sameAccount:
    "この接続の現在のアカウントは {{account}} です。ブラウザが別のアカウントでサインインしている場合は、アドレスをプライベートウィンドウに貼り付けてください。",
  arrivedAs: "{{person}} として接続しました。",
  arrivedAsFor: "{{person}} として接続しました（アカウント: {{account}}）。",
  arrivedUnknown: "{{service}} へのアクセスは許可されましたが、ユーザーを確認できませんでした。",
  notTheOne: "別のアカウントを使う場合は、「再接続」を押してそのアカウントでサインインしてください。",
  greeted: "この通知を閉じる",
  saving: "保存しています…",
  otherAccount: "以前と別のアカウントです",
  otherAccountText:
    "この接続はこれまで {{before}} のものでした。保存すると、以後この接続を使うと {{account}} のデータが返されます。",
  keepBefore: "破棄して元のままにする",
  useNew: "新しいアカウントを使う",
  lessGranted: "許可された権限が不足しています",
  lessGrantedText:
    "{{service}} のページで一部の権限が外されました。その権限が必要な処理は失敗します。もう一度サインインしてすべて許可するか、このまま保存してください。",
  scopesMissing: "許可されていない権限:",
  scopesGranted: "許可された権限:",
  letGo: "破棄",
  keepAllTheSame: "このまま保存",
} as const satisfies InJapanese<typeof en>;
