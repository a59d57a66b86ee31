import type { importing as en } from "../en/importing.ts";
import type { InJapanese } from "../forms.ts";

export const importing = {
  title: "設定ファイルを追加",
  lead: "このコンピューター向け、またはパスフレーズで暗号化された OAuthSettings.txt です。",
  choose: "ファイルを選択",
  passphrase: "ファイルのパスフレーズ",
  go: "追加",
  drop: "設定ファイルをここにドロップすると追加されます",
  pasted: "クリップボードから: {{names}}。どのサービスの接続ですか。",
  pastedNothing: "クリップボードに接続文字列がありません。",
} as const satisfies InJapanese<typeof en>;
