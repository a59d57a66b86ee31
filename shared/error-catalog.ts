import type { Localised } from "./localised.ts";

interface CatalogEntry {
  /** Exit status of a command that ends with it: 1 the service said no, 2 the words are off, 3 the settings file or its key, 4 a person or another machine, 75 passing. */
  readonly exit: 1 | 2 | 3 | 4 | 75;
  readonly message: Localised;
  readonly remedy: Localised;
}

/** Every way this product fails: the closed list of codes, with the words people read. `{name}` is filled in. */
export const errorCatalog = {
  USAGE: {
    exit: 2,
    message: { en: "{detail}", ja: "{detail}" },
    remedy: { en: "Run the command with --help to see how it is used.", ja: "--help を付けて実行すると使い方が表示されます。" },
  },
  INPUT_UNREADABLE: {
    exit: 2,
    message: { en: "The input {name} cannot be read: {detail}.", ja: "入力 {name} を読み取れません: {detail}。" },
    remedy: { en: "Check the path after @, or give the connection string on standard input with -.", ja: "@ の後のパスを確認するか、- を指定して標準入力から接続文字列を渡してください。" },
  },
  SERVICE_UNKNOWN: {
    exit: 2,
    message: { en: "There is no service named {name}.", ja: "{name} というサービスはありません。" },
    remedy: { en: "Choose one of: {known}.", ja: "次のいずれかを選んでください: {known}。" },
  },
  CONNECTION_STRING_SYNTAX: {
    exit: 2,
    message: { en: "The connection string is not well formed at character {at}: {detail}.", ja: "接続文字列の {at} 文字目に誤りがあります: {detail}。" },
    remedy: { en: "Write Key=Value pairs separated by semicolons; put a value that holds a semicolon in quotes and double a quote inside it.", ja: "Key=Value をセミコロンで区切って記述してください。セミコロンを含む値は引用符で囲み、内側の引用符は二重にします。" },
  },
  PROPERTY_UNKNOWN: {
    exit: 2,
    message: { en: "{service} has no connection property named {name}.", ja: "{service} に {name} という接続プロパティはありません。" },
    remedy: { en: "Did you mean {nearest}? `keyferry services {id}` lists all of them.", ja: "{nearest} ではありませんか。`keyferry services {id}` で一覧を確認できます。" },
  },
  PROPERTY_VALUE_INVALID: {
    exit: 2,
    message: { en: "{name} cannot be set to the value given.", ja: "{name} に指定された値は使用できません。" },
    remedy: { en: "Allowed: {allowed}.", ja: "指定できる値: {allowed}。" },
  },
  PROPERTY_MISSING: {
    exit: 2,
    message: { en: "{service} needs these connection properties, which are not set: {names}.", ja: "{service} に必要な接続プロパティが設定されていません: {names}。" },
    remedy: { en: "Set {names}.", ja: "{names} を設定してください。" },
  },
  EMBEDDED_APP_MISSING: {
    exit: 2,
    message: { en: "This installation has no embedded OAuth app for {service}.", ja: "このインストールには {service} 用の埋め込み OAuth アプリがありません。" },
    remedy: { en: "Register an OAuth app of your own at {service} and set OAuthClientId, OAuthClientSecret and CallbackURL.", ja: "{service} で OAuth アプリを登録し、OAuthClientId、OAuthClientSecret、CallbackURL を設定してください。" },
  },
  CALLBACK_URL_UNUSABLE: {
    exit: 2,
    message: { en: "Nothing can listen on the CallbackURL {address}: {detail}.", ja: "CallbackURL {address} で待ち受けることはできません: {detail}。" },
    remedy: { en: "Use a loopback address such as http://localhost:33333, or paste the address the browser ended on.", ja: "http://localhost:33333 のようなループバックアドレスを使うか、ブラウザが最後に表示したアドレスを貼り付けてください。" },
  },
  CONNECTION_UNKNOWN: {
    exit: 2,
    message: { en: "There is no such connection.", ja: "その接続は存在しません。" },
    remedy: { en: "Reload the list of connections and choose one from it.", ja: "接続の一覧を再読み込みして選び直してください。" },
  },
  RECIPIENT_INVALID: {
    exit: 2,
    message: { en: "{name} is not a recipient.", ja: "{name} は受信者として使用できません。" },
    remedy: { en: "A recipient starts with age1. Run `keyferry identity` on the machine that will open the file and copy what it prints.", ja: "受信者は age1 で始まります。ファイルを開くマシンで `keyferry identity` を実行し、表示された値をコピーしてください。" },
  },
  PASSPHRASE_WEAK: {
    exit: 2,
    message: { en: "The passphrase is too short: at least {minimum} characters are needed.", ja: "パスフレーズが短すぎます。{minimum} 文字以上にしてください。" },
    remedy: { en: "Use a longer passphrase, or encrypt to the server's recipient instead.", ja: "より長いパスフレーズを使うか、サーバーの受信者に対して暗号化してください。" },
  },
  PRACTICE_ORIGIN_REFUSED: {
    exit: 2,
    message: { en: "KEYFERRY_PRACTICE is not a loopback origin.", ja: "KEYFERRY_PRACTICE がループバックのオリジンではありません。" },
    remedy: { en: "Set it to an address such as http://127.0.0.1:4300, or unset it to use the real services.", ja: "http://127.0.0.1:4300 のようなアドレスを設定するか、実際のサービスを使う場合は設定を解除してください。" },
  },
  SETTINGS_MISSING: {
    exit: 3,
    message: { en: "There is no settings file at {path}.", ja: "{path} に設定ファイルがありません。" },
    remedy: { en: "Check the path, or run `keyferry connect` to make one.", ja: "パスを確認するか、`keyferry connect` で作成してください。" },
  },
  SETTINGS_DAMAGED: {
    exit: 3,
    message: { en: "The settings file {path} is damaged or cut short: {detail}.", ja: "設定ファイル {path} は破損しているか途中で切れています: {detail}。" },
    remedy: { en: "Carry the file over again, or restore it from a backup. It was left as it was.", ja: "ファイルをもう一度転送するか、バックアップから復元してください。ファイルは変更されていません。" },
  },
  SETTINGS_NOT_OURS: {
    exit: 3,
    message: { en: "The file {path} is not a settings file.", ja: "{path} は設定ファイルではありません。" },
    remedy: { en: "Choose an OAuthSettings.txt that Keyferry made. The file was left as it was.", ja: "Keyferry で作成した OAuthSettings.txt を指定してください。ファイルは変更されていません。" },
  },
  SETTINGS_FOREIGN: {
    exit: 3,
    message: { en: "The settings file {path} is encrypted for another machine.", ja: "設定ファイル {path} は別のマシン用に暗号化されています。" },
    remedy: { en: "Export it again to this machine's recipient, which `keyferry identity` prints.", ja: "`keyferry identity` で表示されるこのマシンの受信者に対して、もう一度エクスポートしてください。" },
  },
  SETTINGS_OTHER_SERVICE: {
    exit: 3,
    message: { en: "The settings file {path} belongs to {actual}, not to {expected}.", ja: "設定ファイル {path} は {expected} ではなく {actual} のものです。" },
    remedy: { en: "Use the file with {actual}, or set OAuthSettingsLocation to another file.", ja: "{actual} で使うか、OAuthSettingsLocation に別のファイルを指定してください。" },
  },
  SETTINGS_NEWER: {
    exit: 3,
    message: { en: "The settings file {path} was written by a newer version (format {format}).", ja: "設定ファイル {path} は新しいバージョンで作成されています（形式 {format}）。" },
    remedy: { en: "Update keyferry on this machine.", ja: "このマシンの keyferry を更新してください。" },
  },
  SETTINGS_UNREADABLE: {
    exit: 3,
    message: { en: "The settings file {path} cannot be read: {detail}.", ja: "設定ファイル {path} を読み取れません: {detail}。" },
    remedy: { en: "Give this user the right to read it.", ja: "このユーザーに読み取り権限を与えてください。" },
  },
  SETTINGS_UNWRITABLE: {
    exit: 3,
    message: { en: "The settings file {path} cannot be written: {detail}. Nothing was asked of the service, so nothing is lost.", ja: "設定ファイル {path} に書き込めません: {detail}。サービスへの要求は行っていないため、失われたものはありません。" },
    remedy: { en: "Make the folder writable, or free some space, and try again.", ja: "フォルダーを書き込み可能にするか空き容量を確保して、もう一度お試しください。" },
  },
  EXPORT_UNPROVEN: {
    exit: 3,
    message: { en: "The file made for the server does not open as it should: {detail}. Nothing was handed over.", ja: "サーバー用に作成したファイルを正しく開けませんでした: {detail}。引き渡しは行われていません。" },
    remedy: { en: "Export again. If it happens again, restart Keyferry and report it.", ja: "もう一度エクスポートしてください。再び発生する場合は Keyferry を再起動し、報告してください。" },
  },
  FILE_UNWRITABLE: {
    exit: 3,
    message: { en: "{path} cannot be written: {detail}.", ja: "{path} に書き込めません: {detail}。" },
    remedy: { en: "Make the folder writable, or free some space, and try again.", ja: "フォルダーを書き込み可能にするか空き容量を確保して、もう一度お試しください。" },
  },
  SETTINGS_CHANGED: {
    exit: 3,
    message: { en: "{path} was {what} by someone else while its token was being renewed. The renewed grant is kept in {kept}.", ja: "トークンのリフレッシュ中に {path} が他者によって{what}されました。リフレッシュ後の設定は {kept} に保存してあります。" },
    remedy: { en: "If that grant is still wanted, move the kept file to {path}; else delete it.", ja: "その許可を引き続き使う場合は保存されたファイルを {path} に移し、不要なら削除してください。" },
  },
  RENEWAL_NOT_SAVED: {
    exit: 3,
    message: { en: "{path} could not be replaced: {detail}. The new settings are kept in {kept}.", ja: "{path} を置き換えられませんでした: {detail}。新しい設定は {kept} に保存してあります。" },
    remedy: { en: "Make the folder writable, or free some space, and run the command again: it takes them up by itself.", ja: "フォルダーを書き込み可能にするか空き容量を確保して、コマンドをもう一度実行してください。保存した設定が自動的に反映されます。" },
  },
  IDENTITY_MISSING: {
    exit: 3,
    message: { en: "This machine has no identity at {path}, so it cannot open the settings file.", ja: "このマシンの ID が {path} にないため、設定ファイルを開けません。" },
    remedy: { en: "Run `keyferry identity` and have the settings exported to the recipient it prints, or set KEYFERRY_IDENTITY to the right file.", ja: "`keyferry identity` を実行し、表示された受信者に対してエクスポートするか、KEYFERRY_IDENTITY に正しいファイルを指定してください。" },
  },
  IDENTITY_DAMAGED: {
    exit: 3,
    message: { en: "The identity file {path} holds no usable age identity.", ja: "ID ファイル {path} に有効な age の ID がありません。" },
    remedy: { en: "Restore it from a backup, or point KEYFERRY_IDENTITY to a file made by `keyferry identity` or age-keygen.", ja: "バックアップから復元するか、`keyferry identity` または age-keygen で作成したファイルを KEYFERRY_IDENTITY に指定してください。" },
  },
  IDENTITY_NEWER: {
    exit: 3,
    message: { en: "The identity file {path} was written by a newer version (format {format}).", ja: "ID ファイル {path} は新しいバージョンで作成されています（形式 {format}）。" },
    remedy: { en: "Update keyferry on this machine.", ja: "このマシンの keyferry を更新してください。" },
  },
  IDENTITY_SOURCES: {
    exit: 2,
    message: { en: "KEYFERRY_IDENTITY and KEYFERRY_IDENTITY_COMMAND are both set, so it is not plain which identity to use.", ja: "KEYFERRY_IDENTITY と KEYFERRY_IDENTITY_COMMAND が両方設定されているため、どの ID を使うか判断できません。" },
    remedy: { en: "Unset one of them.", ja: "どちらか一方の設定を解除してください。" },
  },
  IDENTITY_NOT_OURS: {
    exit: 3,
    message: { en: "The identity is not in a file of keyferry's ({name}), so keyferry cannot change it.", ja: "ID は keyferry のファイルではない場所（{name}）にあるため、keyferry では変更できません。" },
    remedy: { en: "Make a new key with age-keygen and put it above the old one where the identity comes from; then run `keyferry rekey` without --new-identity.", ja: "age-keygen で新しい鍵を作成して ID の取得元で古い鍵の上に追加し、--new-identity なしで `keyferry rekey` を実行してください。" },
  },
  IDENTITY_PASSPHRASE_MISSING: {
    exit: 3,
    message: { en: "The identity {path} is encrypted with a passphrase, and none is given.", ja: "ID {path} はパスフレーズで暗号化されていますが、パスフレーズが指定されていません。" },
    remedy: { en: "Set KEYFERRY_IDENTITY_PASSPHRASE_FILE to a file that holds the passphrase, or hand it over as the systemd credential keyferry-identity-passphrase.", ja: "パスフレーズを記載したファイルを KEYFERRY_IDENTITY_PASSPHRASE_FILE に指定するか、systemd の資格情報 keyferry-identity-passphrase で渡してください。" },
  },
  IDENTITY_PASSPHRASE_WRONG: {
    exit: 3,
    message: { en: "The passphrase does not open the identity {path}.", ja: "このパスフレーズでは ID {path} を開けません。" },
    remedy: { en: "Give the passphrase that `age -p` was given. The file was left as it was.", ja: "`age -p` に入力したパスフレーズを指定してください。ファイルは変更されていません。" },
  },
  IDENTITY_COMMAND_FAILED: {
    exit: 3,
    message: { en: "The command in KEYFERRY_IDENTITY_COMMAND gave no identity: {detail}.", ja: "KEYFERRY_IDENTITY_COMMAND のコマンドから ID を取得できませんでした: {detail}。" },
    remedy: { en: "Run the command by hand as the same user; it must print the identity on standard output. What it says on standard error is not shown here, as it may hold secrets.", ja: "同じユーザーでコマンドを実行し、ID が標準出力に表示されることを確認してください。標準エラー出力は秘密を含む可能性があるため、ここには表示しません。" },
  },
  IDENTITY_IN_KEYCHAIN: {
    exit: 3,
    message: { en: "The identity {path} is wrapped by a keychain ({name}) that cannot be used here.", ja: "ID {path} は、ここでは使用できないキーチェーン（{name}）で保護されています。" },
    remedy: { en: "Use the desktop program of the user who made it. For commands and servers, export the connection to an identity of their own: set KEYFERRY_IDENTITY to another file and run `keyferry identity`.", ja: "作成したユーザーのデスクトップ版を使用してください。コマンドやサーバーで使う場合は、KEYFERRY_IDENTITY に別のファイルを指定して `keyferry identity` を実行し、その受信者に対してエクスポートしてください。" },
  },
  KEYCHAIN_UNAVAILABLE: {
    exit: 75,
    message: { en: "The operating system's keychain cannot be used at the moment: {detail}.", ja: "現在、OS のキーチェーンを使用できません: {detail}。" },
    remedy: { en: "Unlock the keychain, or sign in to the desktop session it belongs to, and try again. Nothing was changed.", ja: "キーチェーンのロックを解除するか、そのデスクトップセッションにサインインして、もう一度お試しください。何も変更されていません。" },
  },
  KEYCHAIN_REFUSED: {
    exit: 3,
    message: { en: "The operating system's keychain ({name}) no longer opens this machine's identity: its key has changed, or the identity comes from another user or machine.", ja: "OS のキーチェーン（{name}）でこのマシンの ID を開けません。キーチェーンの鍵が変わったか、ID が別のユーザーまたはマシンのものです。" },
    remedy: { en: "Restore the keychain, or the identity file from a backup, or type the recovery code in the desktop program. If all are lost, move the identity file aside and connect again. Nothing was changed.", ja: "キーチェーンまたは ID ファイルをバックアップから復元するか、デスクトッププログラムで回復コードを入力してください。いずれもない場合は、ID ファイルを別の場所に移動して接続し直してください。何も変更されていません。" },
  },
  IDENTITY_UNDECIDED: {
    exit: 3,
    message: { en: "There is no key yet on this computer, and no keychain to keep one.", ja: "このコンピューターにはまだ鍵がなく、鍵を保管するキーチェーンもありません。" },
    remedy: { en: "Open Keyferry and choose how the key is kept: behind a passphrase, or in a plain file.", ja: "Keyferry を開き、鍵の保管方法（パスフレーズで保護する、または保護なしのファイル）を選んでください。" },
  },
  RECOVERY_CODE_WRONG: {
    exit: 3,
    message: { en: "This recovery code does not open the key.", ja: "この回復コードでは鍵を開けません。" },
    remedy: { en: "Compare it with what was written down: six groups of four letters and digits. Only the newest code counts. Nothing was changed.", ja: "控えと照らし合わせてください。4 文字ずつ 6 組の英数字です。有効なのは最後に作成したコードだけです。何も変更されていません。" },
  },
  RECOVERY_CODE_MISSING: {
    exit: 3,
    message: { en: "No recovery code was made for the key in {path}.", ja: "{path} の鍵には回復コードが作成されていません。" },
    remedy: { en: "Restore the keychain. If it is lost, move the file aside and connect again. Nothing was changed.", ja: "キーチェーンを復元してください。失われた場合は、ファイルを別の場所に移動して接続し直してください。何も変更されていません。" },
  },
  PASSPHRASE_TOO_SHORT: {
    exit: 2,
    message: { en: "The passphrase is too short to protect a key.", ja: "パスフレーズが短すぎるため、鍵を保護できません。" },
    remedy: { en: "Choose one of at least {least} characters; several words are easy to remember.", ja: "{least} 文字以上にしてください。複数の単語をつなげると覚えやすくなります。" },
  },
  DESKTOP_ONLY: {
    exit: 2,
    message: { en: "Only the desktop program can do this.", ja: "この操作はデスクトッププログラムでのみ実行できます。" },
    remedy: { en: "Start Keyferry on a computer with a screen; here, use the keyferry command.", ja: "画面のあるコンピューターで Keyferry を起動するか、ここでは keyferry コマンドを使用してください。" },
  },
  REKEY_UNFINISHED: {
    exit: 3,
    message: { en: "The settings files are not all sealed anew yet: {path} cannot be replaced: {detail}.", ja: "すべての設定ファイルの再暗号化が完了していません。{path} を置き換えられません: {detail}。" },
    remedy: { en: "Every file can still be opened. Correct the cause and run `keyferry rekey` to finish.", ja: "どのファイルも引き続き開けます。原因を解消して `keyferry rekey` を実行すると完了します。" },
  },
  REKEY_JOURNAL_DAMAGED: {
    exit: 3,
    message: { en: "A rekey was interrupted, and its journal {path} cannot be read.", ja: "中断された rekey の記録 {path} を読み取れません。" },
    remedy: { en: "Every settings file can still be opened. Move the journal aside, delete the files that end in .rekey beside the settings files, and run `keyferry rekey` again.", ja: "どの設定ファイルも引き続き開けます。記録を別の場所に移動し、設定ファイルの横にある末尾が .rekey のファイルを削除してから、もう一度 `keyferry rekey` を実行してください。" },
  },
  PASSPHRASE_MISSING: {
    exit: 3,
    message: { en: "The settings file {path} is encrypted with a passphrase, and none is given.", ja: "設定ファイル {path} はパスフレーズで暗号化されていますが、パスフレーズが指定されていません。" },
    remedy: { en: "Set KEYFERRY_PASSPHRASE_FILE to a file that holds the passphrase.", ja: "パスフレーズを記載したファイルを KEYFERRY_PASSPHRASE_FILE に指定してください。" },
  },
  PASSPHRASE_UNREADABLE: {
    exit: 3,
    message: { en: "The passphrase file {path} cannot be read: {detail}.", ja: "パスフレーズファイル {path} を読み取れません: {detail}。" },
    remedy: { en: "Check KEYFERRY_PASSPHRASE_FILE, KEYFERRY_IDENTITY_PASSPHRASE_FILE or --passphrase-file, and the rights on that file.", ja: "KEYFERRY_PASSPHRASE_FILE、KEYFERRY_IDENTITY_PASSPHRASE_FILE または --passphrase-file の値とファイルの権限を確認してください。" },
  },
  PASSPHRASE_WRONG: {
    exit: 3,
    message: { en: "The passphrase does not open the settings file {path}.", ja: "このパスフレーズでは設定ファイル {path} を開けません。" },
    remedy: { en: "Give the passphrase the file was exported with.", ja: "エクスポート時のパスフレーズを指定してください。" },
  },
  CONSENT_DENIED: {
    exit: 1,
    message: { en: "Consent was denied at {service}{detail}.", ja: "{service} で同意が拒否されました{detail}。" },
    remedy: { en: "Connect again and allow access, with the account you want to use.", ja: "もう一度接続し、使用するアカウントでアクセスを許可してください。" },
  },
  STATE_MISMATCH: {
    exit: 1,
    message: { en: "The answer that came back from the browser belongs to another sign-in (state does not match), so it was refused.", ja: "ブラウザから戻った応答は別のサインインのものです（state が一致しません）。このため拒否しました。" },
    remedy: { en: "Close old sign-in tabs and connect again.", ja: "古いサインインのタブを閉じて、もう一度接続してください。" },
  },
  ISSUER_MISMATCH: {
    exit: 1,
    message: { en: "The answer names {issuer} as its issuer, which is not {service}, so it was refused.", ja: "応答の発行者 {issuer} は {service} ではないため拒否しました。" },
    remedy: { en: "Connect again; if it happens again, check the network for a proxy that redirects sign-ins.", ja: "もう一度接続してください。再び起きる場合は、サインインを転送するプロキシがないか確認してください。" },
  },
  ADDRESS_WITHOUT_CODE: {
    exit: 1,
    message: { en: "The pasted address holds no code.", ja: "貼り付けたアドレスに code がありません。" },
    remedy: { en: "Paste the whole address the browser ended on after consent, starting with the CallbackURL.", ja: "同意後にブラウザが表示したアドレス全体（CallbackURL で始まるもの）を貼り付けてください。" },
  },
  CODE_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the code: it is wrong, too old or was used before ({detail}).", ja: "{service} が code を拒否しました。誤っているか、期限切れか、使用済みです（{detail}）。" },
    remedy: { en: "Get a new code: connect again, or call GetOAuthAuthorizationURL and consent once more.", ja: "もう一度接続するか、GetOAuthAuthorizationURL を呼び出して同意し直し、新しい code を取得してください。" },
  },
  CLIENT_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the OAuth app ({detail}).", ja: "{service} が OAuth アプリを拒否しました（{detail}）。" },
    remedy: { en: "Check OAuthClientId and OAuthClientSecret against the app's page at {service}.", ja: "{service} のアプリのページで OAuthClientId と OAuthClientSecret を確認してください。" },
  },
  REDIRECT_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the redirect address ({detail}).", ja: "{service} がリダイレクト URI を拒否しました（{detail}）。" },
    remedy: { en: "Set CallbackURL to exactly the address registered with the OAuth app, the trailing slash included.", ja: "CallbackURL を、OAuth アプリに登録したアドレスと末尾のスラッシュまで完全に一致させてください。" },
  },
  TOKEN_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the access token ({detail}).", ja: "{service} がアクセストークンを拒否しました（{detail}）。" },
    remedy: { en: "Connect again, or set OAuthAccessToken to a token that is still good.", ja: "もう一度接続するか、有効なトークンを OAuthAccessToken に設定してください。" },
  },
  SIGN_IN_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the user name or the password ({detail}).", ja: "{service} がユーザー名またはパスワードを拒否しました（{detail}）。" },
    remedy: { en: "Correct User and Password; some services allow only a few attempts an hour.", ja: "User と Password を修正してください。1 時間あたりの試行回数を制限しているサービスもあります。" },
  },
  NO_ACCESS_TOKEN: {
    exit: 2,
    message: { en: "AuthScheme {scheme} has no access token.", ja: "AuthScheme {scheme} にはアクセストークンがありません。" },
    remedy: { en: "Use `keyferry request`, or choose an OAuth scheme.", ja: "`keyferry request` を使うか、OAuth の方式を選択してください。" },
  },
  PROCEDURE_UNKNOWN: {
    exit: 2,
    message: { en: "There is no procedure named {name}.", ja: "{name} というプロシージャはありません。" },
    remedy: { en: "Did you mean {nearest}? The procedures are {known}.", ja: "{nearest} ではありませんか。プロシージャは {known} です。" },
  },
  PROCEDURE_INPUT: {
    exit: 2,
    message: { en: "{procedure} cannot be called like this: {detail}.", ja: "{procedure} をこのように呼び出すことはできません: {detail}。" },
    remedy: { en: "{remedy}", ja: "{remedy}" },
  },
  SERVICE_FILE_INVALID: {
    exit: 2,
    message: { en: "The service file {path} cannot be used: {detail}.", ja: "サービス定義ファイル {path} を使用できません: {detail}。" },
    remedy: { en: "Correct the file, or take it out of the folder; docs/your-own-service.md tells its form.", ja: "ファイルを修正するか、フォルダーから取り除いてください。形式は docs/your-own-service.md を参照してください。" },
  },
  ACCOUNT_WRONG: {
    exit: 1,
    message: { en: "{detail}", ja: "{detail}" },
    remedy: { en: "{remedy}", ja: "{remedy}" },
  },
  SERVICE_REFUSED: {
    exit: 1,
    message: { en: "{service} refused the request ({detail}).", ja: "{service} が要求を拒否しました（{detail}）。" },
    remedy: { en: "Read what the service says, correct the connection and try again.", ja: "サービスのメッセージを確認し、接続を修正してもう一度お試しください。" },
  },
  CONSENT_NEEDED: {
    exit: 4,
    message: { en: "There is nothing to start from: no saved values at {path}, and none in the connection string.", ja: "開始に必要な値がありません。{path} に保存された値がなく、接続文字列にも指定されていません。" },
    remedy: { en: "Use InitiateOAuth=GETANDREFRESH on a machine with a browser; or set OAuthVerifier, OAuthAccessToken or OAuthRefreshToken; or carry an OAuthSettings.txt here and set OAuthSettingsLocation.", ja: "ブラウザのあるマシンで InitiateOAuth=GETANDREFRESH を使うか、OAuthVerifier、OAuthAccessToken、OAuthRefreshToken を設定するか、OAuthSettings.txt をこのマシンに転送して OAuthSettingsLocation を設定してください。" },
  },
  TOKEN_NOT_GIVEN: {
    exit: 2,
    message: { en: "InitiateOAuth=OFF uses OAuthAccessToken as given, and none is given.", ja: "InitiateOAuth=OFF は指定された OAuthAccessToken を使いますが、指定されていません。" },
    remedy: { en: "Set OAuthAccessToken, or set InitiateOAuth to GETANDREFRESH or REFRESH.", ja: "OAuthAccessToken を設定するか、InitiateOAuth を GETANDREFRESH または REFRESH にしてください。" },
  },
  CONSENT_TIMEOUT: {
    exit: 4,
    message: { en: "No answer came back from the browser within {minutes} minutes.", ja: "{minutes} 分以内にブラウザから応答がありませんでした。" },
    remedy: { en: "Connect again and finish the consent, or paste the address the browser ended on. A page that shows an error there often means that CallbackURL is not the registered one.", ja: "もう一度接続して同意を完了するか、ブラウザが最後に表示したアドレスを貼り付けてください。ブラウザにエラーが表示された場合は、CallbackURL が登録値と異なることがよくあります。" },
  },
  CONSENT_CANCELLED: {
    exit: 4,
    message: { en: "The sign-in was cancelled.", ja: "サインインはキャンセルされました。" },
    remedy: { en: "Connect again when you are ready. Nothing was changed.", ja: "準備ができたらもう一度接続してください。何も変更されていません。" },
  },
  GRANT_ENDED: {
    exit: 4,
    message: { en: "{service} has ended this grant ({detail}).", ja: "{service} でこの接続の許可が失効しました（{detail}）。" },
    remedy: { en: "Consent again: press Reconnect, or run `keyferry connect` with InitiateOAuth=GETANDREFRESH.", ja: "「再接続」を押すか、InitiateOAuth=GETANDREFRESH で `keyferry connect` を実行して、もう一度同意してください。" },
  },
  OTHER_OWNER: {
    exit: 4,
    message: { en: "Another machine renews this grant ({owner}); renewing it here could end it there.", ja: "この接続は別のマシン（{owner}）がリフレッシュします。ここでリフレッシュすると、そちらで使えなくなる恐れがあります。" },
    remedy: { en: "Use the connection there, connect again here for a grant of its own, or take it over: press Take back, or run `keyferry refresh --take-over`.", ja: "そのマシンで使うか、ここで新たに接続するか、「取り戻す」または `keyferry refresh --take-over` で引き継いでください。" },
  },
  TAKE_OVER_REFUSED: {
    exit: 4,
    message: { en: "The grant cannot be taken over: {service} no longer takes the token kept here ({detail}). It was probably renewed on another machine ({owner}), which spends this copy; {service} may have ended the grant there too.", ja: "引き継ぎできません。{service} はこのマシンのトークンを受け付けません（{detail}）。別のマシン（{owner}）でリフレッシュされ、このコピーのトークンが使用済みになった可能性があります。{service} がそちらの許可も失効させた可能性があります。" },
    remedy: { en: "Nothing was changed here. Where the connection still works there, use it there or export it from there. Otherwise consent again: press Reconnect, or run `keyferry connect` with InitiateOAuth=GETANDREFRESH.", ja: "このマシンの設定は変更されていません。別のマシンで接続が使える場合は、そのまま使うか、そこからエクスポートしてください。使えない場合は、「再接続」を押すか、InitiateOAuth=GETANDREFRESH で `keyferry connect` を実行して、もう一度同意してください。" },
  },
  CALLBACK_PORT_TAKEN: {
    exit: 75,
    message: { en: "Port {port} of the CallbackURL is in use by another program.", ja: "CallbackURL のポート {port} は別のプログラムが使用中です。" },
    remedy: { en: "Close the program that uses it (another sign-in, perhaps), or use a CallbackURL with another port that is registered with the OAuth app.", ja: "そのプログラム（別のサインインなど）を終了するか、OAuth アプリに登録済みの別のポートの CallbackURL を使ってください。" },
  },
  PORT_TAKEN: {
    exit: 75,
    message: { en: "Port {port} cannot be listened on: another program uses it, or this user may not.", ja: "ポート {port} で待ち受けできません。別のプログラムが使用中か、権限がありません。" },
    remedy: { en: "Choose another with --port, or leave --port away to take any free one.", ja: "--port で別のポートを指定するか、--port を省略して空いているポートを使ってください。" },
  },
  SCREENS_MISSING: {
    exit: 3,
    message: { en: "The screens are not beside this command, so they cannot be served.", ja: "画面のファイルがこのコマンドと同じ場所にないため、表示できません。" },
    remedy: { en: "Build them with `npm run build`, or install the whole package; every other command works without them.", ja: "`npm run build` で作成するか、パッケージ全体をインストールしてください。ほかのコマンドは画面なしで使えます。" },
  },
  SETTINGS_BUSY: {
    exit: 75,
    message: { en: "The settings file {path} is held by another process{holder}.", ja: "設定ファイル {path} は別のプロセス{holder}が使用中です。" },
    remedy: { en: "Try again in a few seconds. A process that is suspended keeps the file until it goes on or is ended.", ja: "数秒後にもう一度お試しください。一時停止中のプロセスは、再開または終了するまでファイルを使用し続けます。" },
  },
  NETWORK_FAILED: {
    exit: 75,
    message: { en: "{host} cannot be reached: {detail}.", ja: "{host} に接続できません: {detail}。" },
    remedy: { en: "Check the network, the proxy settings and the clock, then try again. What is saved was kept.", ja: "ネットワーク、プロキシ設定、時刻を確認して、もう一度お試しください。保存済みの値は保持されています。" },
  },
  SERVICE_UNAVAILABLE: {
    exit: 75,
    message: { en: "{service} has a fault at the moment (HTTP {status}).", ja: "{service} で一時的な障害が発生しています（HTTP {status}）。" },
    remedy: { en: "Try again later. What is saved was kept.", ja: "しばらくしてからもう一度お試しください。保存済みの値は保持されています。" },
  },
  RATE_LIMITED: {
    exit: 75,
    message: { en: "{service} asks for fewer requests{wait}.", ja: "{service} が要求の回数を制限しています{wait}。" },
    remedy: { en: "Try again later. What is saved was kept.", ja: "しばらくしてからもう一度お試しください。保存済みの値は保持されています。" },
  },
  ANSWER_UNREADABLE: {
    exit: 75,
    message: { en: "The answer from {host} is not what {service} sends ({detail}).", ja: "{host} からの応答が {service} のものではありません（{detail}）。" },
    remedy: { en: "A proxy or a captive portal may stand in between: open a web page, then try again. What is saved was kept.", ja: "プロキシやログインページが介在している可能性があります。Web ページを開いて確認し、もう一度お試しください。保存済みの値は保持されています。" },
  },
  INTERNAL: {
    exit: 1,
    message: { en: "Something unexpected happened ({detail}).", ja: "予期しない問題が発生しました（{detail}）。" },
    remedy: { en: "Try again; if it happens again, report it with what you did. Nothing saved was changed by this error.", ja: "もう一度お試しください。再び発生する場合は、操作の内容を添えて報告してください。" },
  },
} as const satisfies Record<string, CatalogEntry>;

export type ErrorCode = keyof typeof errorCatalog;

/** The codes alone, for schemas. */
export const errorCodes = Object.keys(errorCatalog) as [ErrorCode, ...ErrorCode[]];
