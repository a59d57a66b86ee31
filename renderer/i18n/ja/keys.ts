import type { keys as en } from "../en/keys.ts";
import type { InJapanese } from "../forms.ts";

export const keys = {
  decideTitle: "鍵の保管方法を選んでください",
  decideLead: "このコンピューターのすべての接続は 1 つの鍵で開きます。この質問は一度だけです。",
  noKeychain: "キーチェーンが見つかりません",
  decideWay: "鍵の保管",
  wayPassphrase: "パスフレーズで保護する（推奨）",
  wayPassphraseNote: "Keyferry の起動時に入力します。パスフレーズを忘れると、ご本人を含め誰も接続を使用できません。",
  wayFile: "保護なしのファイルに保存する",
  wayFileNote: "このユーザーのプログラム、管理者、ディスクのコピーを持つ人が読み取れます。",
  decideGo: "この方法で保管",
  passphrase: "パスフレーズ",
  passphraseHelp_other: "{{count, number}} 文字以上。複数の単語をつなげると覚えやすくなります。",
  passphraseShort_other: "{{count, number}} 文字未満です",
  passphraseAgain: "もう一度入力",
  unlockTitle: "接続を開く",
  unlockLead: "このコンピューターの鍵はパスフレーズで保護されています。",
  unlock: "開く",
  lostTitle: "キーチェーンで鍵を開けません",
  lostLead: "接続はすべて残っています。何も変更されていません。",
  code: "回復コード",
  codeHelp: "4 文字ずつ 6 組の英数字です。大文字・小文字やハイフンは区別しません。",
  lostNoKeychain: "現在キーチェーンがないため、今後は鍵をパスフレーズで保護します。",
  recover: "回復コードで開く",
  lostNoCode:
    "この鍵には回復コードが作成されていません。キーチェーンを復元できない場合は、ID ファイルを別の場所に移動し、Keyferry を起動し直して接続し直してください。",
  codeDue: "回復コードがまだありません",
  codeDueText:
    "このコンピューターのキーチェーンが失われたりリセットされたりした場合、接続を再び開けるのは回復コードだけです。",
  codeMake: "回復コードを作成",
  codeAgain: "新しい回復コードを作成",
  codeThere: "キーチェーンが失われても回復コードで接続を開けます。新しく作成すると以前のコードは無効になります。",
} as const satisfies InJapanese<typeof en>;
