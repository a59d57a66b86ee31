import { createHash } from "node:crypto";
import type { Language, Localised } from "../../shared/localised.ts";

/** What the browser shows after consent. */
export type Outcome = "received" | "denied" | "mismatch" | "late" | "stray";

/** Where the browser is sent after its answer was taken, so that the code leaves the address bar. */
export const donePath = "/keyferry-signed-in";

const texts: Readonly<Record<Outcome, { readonly title: Localised; readonly text: Localised }>> = {
  received: {
    title: { en: "You can close this tab", ja: "このタブを閉じてください" },
    text: {
      en: "The answer reached Keyferry, which now finishes the sign-in.",
      ja: "応答を Keyferry が受け取りました。サインインの残りの処理を行います。",
    },
  },
  denied: {
    title: { en: "Access was not granted", ja: "アクセスは許可されませんでした" },
    text: {
      en: "Go back to Keyferry to see why, and to try again.",
      ja: "Keyferry に戻って理由を確認し、もう一度お試しください。",
    },
  },
  mismatch: {
    title: { en: "This answer belongs to another sign-in", ja: "別のサインインの応答です" },
    text: {
      en: "It was refused. Close old tabs and connect again from Keyferry.",
      ja: "この応答は拒否されました。古いタブを閉じて、Keyferry からもう一度接続してください。",
    },
  },
  late: {
    title: { en: "This sign-in was answered before", ja: "このサインインには応答済みです" },
    text: {
      en: "Nothing more was taken. You can close this tab.",
      ja: "新たな応答は受け取っていません。このタブを閉じてください。",
    },
  },
  stray: {
    title: { en: "Nothing here", ja: "ページがありません" },
    text: {
      en: "Keyferry waits on this address for a sign-in only.",
      ja: "このアドレスは Keyferry がサインインの応答を待つためだけのものです。",
    },
  },
};

const style =
  ":root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;text-align:center}h1{font-size:1.5rem}p{opacity:.8}";

/** A page without script, in the person's language, that can load nothing. */
export const resultPage = (outcome: Outcome, language: Language): { html: string; contentSecurityPolicy: string } => {
  const { title, text } = texts[outcome];
  const hash = createHash("sha256").update(style).digest("base64");
  return {
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title[language]} · Keyferry</title><style>${style}</style><main><h1>${title[language]}</h1><p>${text[language]}</p></main></html>`,
  };
};
