import { type KitFacts, type KitStep, run, shellQuote } from "./kit.ts";

/** Carries the file to the home folder of a user on the server. */
export const carry = ({ fileName }: KitFacts): KitStep =>
  run(`scp ${shellQuote(fileName)} SERVER:`, {
    en: "Carry the file to your home folder on the server. What follows is for there.",
    ja: "サーバーの自分のホームフォルダーにファイルを転送します。以降はサーバーで実行します。",
  });

/** Puts the passphrase into a file that its owner alone can read. */
export const typePassphrase = run("(umask 077; cat > ~/passphrase.txt)", {
  en: "Type the passphrase, Enter, then Ctrl+D. It is needed until the first use.",
  ja: "パスフレーズを入力し、Enter、Ctrl+D を押します。最初に使用するまで必要です。",
});
