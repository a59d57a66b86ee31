import type { Language, Localised } from "../shared/localised.ts";
import { type Html, html, page } from "./html.ts";
import type { JournalEntry } from "./journal.ts";
import type { Reply } from "./reply.ts";
import type { PracticeRequest } from "./request.ts";
import type { PracticeService } from "./service.ts";
import { allowedBy, rulesOf } from "./settings.ts";
import type { World } from "./world.ts";

const words = {
  title: { en: "Practice provider", ja: "練習用プロバイダー" },
  what: {
    en: "It stands in for the services below on this machine alone, so that everything can be tried with no account. No request leaves the machine.",
    ja: "以下のサービスの代わりをこのマシン上だけで務めます。アカウントなしですべてを試せ、リクエストが外部に出ることはありません。",
  },
  how: {
    en: "Faults and settings are changed by requests to this address, for example:",
    ja: "障害や設定は、このアドレスへのリクエストで変更します。例：",
  },
  settings: { en: "Settings", ja: "設定" },
  auto: { en: "Consent without asking", ja: "確認なしの同意" },
  off: { en: "off", ja: "オフ" },
  faults: { en: "Faults still to happen", ja: "これから起こる障害" },
  none: { en: "None.", ja: "なし" },
  grants: { en: "live grants", ja: "有効な許可" },
  counters: { en: "counters", ja: "回数" },
  recent: { en: "Recent requests, newest first", ja: "最近のリクエスト（新しい順）" },
  dropped: { en: "dropped", ja: "切断" },
} as const satisfies Record<string, Localised>;

const shown = 30;

const listed = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const row = (entry: JournalEntry, language: Language): Html => html`<tr>
<td>${entry.time.slice(11, 19)}</td>
<td>${entry.status ?? words.dropped[language]}${entry.fault ? ` (${entry.fault})` : ""}</td>
<td><code>${entry.method} ${entry.address}</code><br><code class="soft">${listed(entry.form)}</code></td>
</tr>`;

/** Each setting with its value, what it may be, and what it is for. */
const settingsOf = (world: World, service: PracticeService, language: Language): readonly Html[] =>
  Object.entries(rulesOf(service)).map(([name, rule]) => {
    const value = String(world.settings.services[service.id]?.[name]);
    return html`<li><code>${name} ${value}</code> <span class="soft">(${allowedBy(rule)}) ${rule.about?.[language] ?? ""}</span></li>`;
  });

/** The control address for people: what this is, how it is set, what has happened. */
export const controlPage = (world: World, { language, headers }: PracticeRequest): Reply => {
  const say = (word: keyof typeof words) => words[word][language];
  const counters = world.journal.counters;
  const example = `curl -X POST -H 'Content-Type: application/json' \\
  -d '{"service":"${world.practices[0]?.id ?? ""}","at":"api","kind":"rate-limit"}' http://${headers.host ?? ""}/_practice/faults`;
  const patch = `curl -X PATCH -H 'Content-Type: application/json' \\
  -d '{"services":{"${world.practices[0]?.id ?? ""}":{"codeLifetime":5}}}' http://${headers.host ?? ""}/_practice/settings`;
  return page({
    status: 200,
    language,
    title: say("title"),
    wide: true,
    body: html`<h1>${say("title")}</h1>
<p>${say("what")}</p>
<p>${say("how")}</p>
<pre tabindex="0">${example}</pre>
<pre tabindex="0">${patch}</pre>
<h2>${say("settings")}</h2>
<p>${say("auto")}: ${world.settings.auto ?? say("off")}</p>
${world.practices.map(
  (service) => html`<h3>${service.name}</h3>
<ul>${settingsOf(world, service, language)}</ul>
<p class="soft">${say("grants")}: ${world.ledger(service.id).liveGrants} – ${say("counters")}: ${listed(counters[service.id] ?? {}) || "0"}</p>`,
)}
<h2>${say("faults")}</h2>
${
  world.faults.all.length === 0
    ? html`<p>${say("none")}</p>`
    : html`<ul>${world.faults.all.map((fault) => html`<li><code>${listed({ ...fault })}</code></li>`)}</ul>`
}
<h2>${say("recent")}</h2>
<div class="scroll" tabindex="0"><table><tbody>
${world.journal.entries
  .slice(-shown)
  .toReversed()
  .map((entry) => row(entry, language))}
</tbody></table></div>`,
  });
};
