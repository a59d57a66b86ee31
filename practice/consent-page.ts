import type { Localised } from "../shared/localised.ts";
import type { OAuthApp } from "./apps.ts";
import { html, page } from "./html.ts";
import type { Reply } from "./reply.ts";
import type { PracticeCall, PracticePerson } from "./service.ts";

const words = {
  practice: {
    en: "Practice only. This page is not NAME and no real account is touched.",
    ja: "これは練習用の画面です。本物の NAME ではなく、実際のアカウントには一切影響しません。",
  },
  question: { en: "Allow APP to use NAME?", ja: "「APP」に NAME の利用を許可しますか？" },
  embedded: { en: "the practice app", ja: "練習用アプリ" },
  asks: { en: "It asks for:", ja: "要求している権限：" },
  person: { en: "Signed in as", ja: "ログイン中のユーザー" },
  allow: { en: "Allow access", ja: "許可する" },
  deny: { en: "Deny", ja: "拒否する" },
  target: { en: "The answer goes to", ja: "応答の送信先：" },
  consent: { en: "Consent", ja: "アクセスの許可" },
} as const satisfies Record<string, Localised>;

type Word = keyof typeof words;

const say = (call: PracticeCall, word: Word, app = ""): string =>
  words[word][call.request.language].replaceAll("NAME", call.service.name).replaceAll("APP", app);

const notice = (call: PracticeCall) => html`<p class="notice" role="note">${say(call, "practice")}</p>`;

const personChoice = (call: PracticeCall, person: PracticePerson) => html`<label class="person">
<input type="radio" name="person" value="${person.id}"${person.id === call.choice("person") ? html` checked` : ""}>
<span><strong>${person.name}</strong> <small class="soft">${person.email}</small><span class="soft">${person.note[call.request.language]}</span></span>
</label>`;

/** Where the page's form may lead: a content security policy judges the redirect after it as well. */
const formTarget = (redirectUri: string): string => {
  const target = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  if (!target) return "";
  // A policy cannot name an IPv6 address, nor the host of an app's own scheme.
  return target.hostname.startsWith("[") || target.origin === "null" ? target.protocol : target.origin;
};

/** The page on which a person allows or denies. Its form comes back to the same address. */
export const consentPage = (
  call: PracticeCall,
  app: OAuthApp,
  redirectUri: string,
  asks: readonly Localised[],
): Reply => {
  const { language, query } = call.request;
  const name = app.native ? say(call, "embedded") : app.OAuthClientId;
  return page({
    status: 200,
    language,
    title: `${say(call, "consent")} – ${call.service.name}`,
    formTargets: [formTarget(redirectUri)],
    body: html`${notice(call)}
<h1>${say(call, "question", name)}</h1>
<p>${say(call, "asks")}</p>
<ul>${asks.map((ask) => html`<li>${ask[language]}</li>`)}</ul>
<form method="post" action="?${query.toString()}">
<fieldset><legend>${say(call, "person")}</legend>
${call.service.people.map((person) => personChoice(call, person))}
</fieldset>
<div class="actions">
<button class="primary" name="decision" value="allow">${say(call, "allow")}</button>
<button name="decision" value="deny">${say(call, "deny")}</button>
</div>
</form>
<p class="soft">${say(call, "target")} <code>${redirectUri}</code></p>`,
  });
};

/** The page a service shows instead of sending the browser back. `message` is the service's own sentence. */
export const refusalPage = (call: PracticeCall, message: string): Reply =>
  page({
    status: 400,
    language: call.request.language,
    title: call.service.name,
    body: html`${notice(call)}
<h1>${call.service.name}</h1>
<p>${message}</p>`,
  });
