import { lifetimes, type PracticeService } from "../../practice/kit.ts";

/** What can be set about both products; lifetimes with no product in their name are Instagram Login's. */
export const settings: PracticeService["settings"] = {
  ...lifetimes(3600, 5_183_944),
  firstTokenLifetime: {
    kind: "seconds",
    default: 3600,
    about: { en: "How long the first token is good.", ja: "最初のトークンの有効期間。" },
  },
  minimumAge: {
    kind: "seconds",
    default: null,
    about: {
      en: "How old a token has to be to be renewed; null means a day, or nothing where tokens live a short time.",
      ja: "リフレッシュに必要なトークンの経過時間。null は 1 日（有効期間が短い場合は 0）。",
    },
  },
  shape: {
    kind: "choice",
    default: "flat",
    values: ["flat", "data"],
    about: { en: "The shape of the first token answer.", ja: "最初のトークン応答の形。" },
  },
  permissions: {
    kind: "choice",
    default: "string",
    values: ["string", "array"],
    about: { en: "How the first token answer writes permissions.", ja: "最初のトークン応答の permissions の形。" },
  },
  consents: {
    kind: "choice",
    default: "all",
    values: ["all", "basic"],
    about: {
      en: "What the person allows of what is asked: a dialog lets them leave out all but the first.",
      ja: "求められた権限のうちユーザーが許可するもの。ダイアログでは最初のもの以外を外せます。",
    },
  },
  profileShape: {
    kind: "choice",
    default: "flat",
    values: ["flat", "data"],
    about: { en: "The shape of /me at graph.instagram.com.", ja: "graph.instagram.com の /me の形。" },
  },
  facebookFirstLifetime: {
    kind: "seconds",
    default: 5184,
    about: {
      en: "How long the first token of Facebook Login is good.",
      ja: "Facebook ログインの最初のトークンの有効期間。",
    },
  },
  facebookLifetime: {
    kind: "seconds",
    default: 5_180_419,
    about: {
      en: "How long the long-lived token of Facebook Login is good.",
      ja: "Facebook ログインの長期トークンの有効期間。",
    },
  },
  facebookExpiresIn: {
    kind: "choice",
    default: "present",
    values: ["present", "absent"],
    about: {
      en: "Whether Facebook says how long the first token is good.",
      ja: "Facebook が最初のトークンの有効期間を返すか。",
    },
  },
};
