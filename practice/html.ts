import { randomBytes } from "node:crypto";
import type { Language } from "../shared/localised.ts";
import { markup, type Reply } from "./reply.ts";

/** Text that is safe inside HTML, attributes included. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Part = string | number | Html | readonly Html[];

const escaped = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const sourceOf = (part: Part): string =>
  part instanceof Html
    ? part.source
    : typeof part === "object"
      ? part.map((each) => each.source).join("")
      : escaped(String(part));

/** A template whose values are escaped unless they are HTML already. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(
    strings.map((string, index) => string + (index < parts.length ? sourceOf(parts[index] ?? "") : "")).join(""),
  );

const style = `
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #fff; --ink: #1c1f26; --soft: #545b69; --line: #d5d9e0;
  --accent: #1a56c4; --on-accent: #fff; --notice: #fff3cd; --on-notice: #5c4400; }
@media (prefers-color-scheme: dark) { :root { --ground: #14161a; --card: #1e2127; --ink: #eceef2; --soft: #a9b0be;
  --line: #3a3f49; --accent: #8db4ff; --on-accent: #0c1a36; --notice: #3d3108; --on-notice: #ffe08a; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 2rem 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 14px; overflow-wrap: anywhere; }
main.wide { max-width: 62rem; }
.notice { margin: 0 0 1.25rem; padding: .6rem .9rem; border-radius: 8px; background: var(--notice); color: var(--on-notice);
  font-size: .9rem; }
h1 { margin: 0 0 1rem; font-size: 1.35rem; line-height: 1.35; } h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
p, ul { margin: .5rem 0; } .soft { color: var(--soft); font-size: .9rem; }
fieldset { margin: 1.25rem 0; padding: 0; border: 0; } legend { padding: 0; font-weight: 600; }
label.person { display: flex; gap: .75rem; align-items: start; margin-top: .5rem; padding: .65rem .85rem;
  border: 1px solid var(--line); border-radius: 10px; cursor: pointer; }
label.person:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
label.person input { margin-top: .4rem; accent-color: var(--accent); } label.person span span { display: block; }
.actions { display: flex; gap: .75rem; flex-wrap: wrap; }
button { flex: 1 1 9rem; padding: .7rem 1rem; font: inherit; font-weight: 600; border-radius: 10px; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre { font: .85rem/1.5 ui-monospace, monospace; } pre { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; } .scroll { overflow-x: auto; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
`;

/** A whole page. `formTargets` are the origins a form of the page may lead to, by way of a redirect too. */
export const page = (content: {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly wide?: boolean;
  readonly formTargets?: readonly string[];
}): Reply => {
  const nonce = randomBytes(16).toString("base64");
  const formAction = content.formTargets ? ["'self'", ...content.formTargets].join(" ") : "'none'";
  const document = html`<!doctype html>
<html lang="${content.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title}</title>
<style nonce="${nonce}">${new Html(style)}</style>
</head>
<body>
<main class="${content.wide ? "wide" : "narrow"}">
${content.body}
</main>
</body>
</html>
`;
  return markup(content.status, document.source, {
    "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    vary: "accept-language",
  });
};
