import type { Localised } from "./localised.ts";

/** How a machine's identity is kept, seen from the outside. */
export type KeyStorageKind = "file" | "passphrase-file" | "credential" | "command" | "keychain";

/** Where the identity is kept and what that is worth, in honest words. Holds no secret. */
export interface KeyStorage {
  readonly kind: KeyStorageKind;
  /** A path, a keychain's name, or the variable that names the command. */
  readonly label: string;
  /** What this way of keeping it stops, and what it does not. */
  readonly strength: Localised;
  /** Something that is weaker than it needs to be, and what to do about it. */
  readonly warning?: Localised;
  /** The name of a keychain that could hold the identity instead of the file. */
  readonly keychainOffered?: string;
}

/** What each way of keeping the identity stops and does not stop. Keychains differ: they say it themselves. */
export const keyStrengths: Readonly<Record<Exclude<KeyStorageKind, "keychain">, Localised>> = {
  file: {
    en: "A file that only this user can read. Programs of this user, an administrator, and whoever holds a copy of the disk can read it too.",
    ja: "このユーザーだけが読み取れるファイルです。このユーザーのプログラム、管理者、ディスクのコピーを持つ人も読み取れます。",
  },
  "passphrase-file": {
    en: "An encrypted file: a copy of it is of no use without the passphrase. Whoever can read the passphrase file on this machine can open it.",
    ja: "暗号化されたファイルです。コピーされてもパスフレーズがなければ開けません。このマシンでパスフレーズファイルを読み取れる人は開けます。",
  },
  credential: {
    en: "A credential that systemd hands to this service alone while it runs. An administrator, and programs that take over the service, can read it.",
    ja: "systemd が実行中のこのサービスだけに渡す資格情報です。管理者と、サービスを乗っ取ったプログラムは読み取れます。",
  },
  command: {
    en: "Printed by a command when needed and kept in memory only. It is as safe as the store that the command asks; programs of this user can run the same command.",
    ja: "必要なときにコマンドが出力し、メモリ内だけに保持されます。安全性はコマンドの参照先に依存し、このユーザーのプログラムは同じコマンドを実行できます。",
  },
};
