import type { consent as en } from "../en/consent.ts";

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
} as const satisfies Record<keyof typeof en, string>;
