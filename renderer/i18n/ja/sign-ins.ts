import type { signIns as en } from "../en/sign-ins.ts";
import type { InJapanese } from "../forms.ts";

export const signIns = {
  title: "サーバーごとのサインイン",
  lead_other:
    "「{{name}}」をサーバー {{count, number}} 台で使います。{{service}} では許可をリフレッシュできるマシンが 1 台だけのため、サーバーごとに専用の許可を用意します。",
  leadLogin_other:
    "「{{name}}」をサーバー {{count, number}} 台で使います。{{service}} ではユーザーごとに有効なサインインが 1 つだけのため、サーバーごとに別のユーザーが必要です。",
  offer_other: "この {{count, number}} 台のサーバーは 1 つの許可を共有しますが、リフレッシュできるのは 1 台だけです。",
  offerLogin_other:
    "この {{count, number}} 台のサーバーは 1 つの許可を共有しますが、リフレッシュできるのは 1 台だけです。サーバーごとに別のユーザーでサインインしてください。同じユーザーで新たにサインインすると、以前の接続が、このマシンのものも含めて使えなくなります。",
  begin_other: "{{count, number}} 台のサーバーに 1 台ずつサインイン",
  busy: "複数のサーバー用のサインインがまだ完了していません。",
  show: "表示",
  list: "サーバー",
  nothingTitle: "待機中のサーバーはありません",
  nothingText:
    "接続を開いて「エクスポート」を押し、複数のサーバーを入力して、サーバーごとのサインインを選んでください。",
  progress: "{{all}} 台中 {{done}} 台が完了",
  step: "{{all}} 台中 {{number}} 台目のサーバー: {{server}}",
  stepText: "このサーバーで使うアカウントでサインインしてください。",
  stepOther: "これまでとは別のユーザーでサインインしてください: {{people}}",
  waiting: "待機中",
  signing: "サインインしています…",
  exporting: "サインインしました。ファイルの作成と確認を行っています…",
  skipped: "スキップしました。何も作成していません。",
  done: "ファイルの作成と確認が済みました。このサーバーだけがリフレッシュします。",
  doneAs:
    "{{person}} としてサインインしました。ファイルの作成と確認が済みました。このサーバーだけがリフレッシュします。",
  ended:
    "失効しました。{{server}} 用に同じユーザーでサインインしたためです（{{service}} で有効なサインインはユーザーごとに 1 つだけです）。別のユーザーで、このサーバー用にもう一度サインインしてください。",
  signIn: "{{server}} 用にサインイン",
  exportAgain: "{{server}} 用のファイルを作成",
  skip: "{{server}} をスキップ",
  skipThis: "このサーバーをスキップ",
  takeUp: "{{server}} をやはり対象にする",
  anew: "{{server}} をやり直す",
  endHere: "ここで終了",
  keep: "この一覧は、このウィンドウを開いている間だけ保持されます。作成した接続は、接続の一覧に残ります。",
  made: "作成したファイル",
  connectionName: "{{name}}（{{server}}）",
} as const satisfies InJapanese<typeof en>;
