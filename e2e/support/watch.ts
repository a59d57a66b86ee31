import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page, Request, Response } from "@playwright/test";
import { createCanarySearch, type Leak, type Planted } from "../../shared/canary-kit.ts";
import type { Served } from "./program.ts";

/** Everything that passes between the screens and the program, and all that the screens show. */
export interface Watch {
  /** Watches a page from now on. */
  readonly attach: (page: Page) => Promise<void>;
  /** Something to be looked for beside what the practice provider gives out. */
  readonly plant: (name: string, value: string) => string;
  /** Looks at the pages as they are now, fields and storage included; done at the end by itself. */
  readonly look: () => Promise<void>;
  /** Everything collected so far, searched. */
  readonly leaks: (served: Served) => Promise<Found>;
}

export interface Found {
  readonly leaks: readonly Leak[];
  /** Requests of the page that carry a secret: what was typed, on its one way. */
  readonly typed: readonly Leak[];
  readonly seen: { readonly places: number; readonly characters: number; readonly secrets: number };
}

interface Evidence {
  readonly place: string;
  readonly text: string;
  readonly typed?: true;
}

/** The calls in which a person hands something over: a connection's properties, a pasted address, a passphrase. */
const handingOver = /\/rpc\/connections\/(?:connect|pasteAddress|export)$/;

/** Watches the pages that are attached, and their program. The service's own tabs are not ours, and not watched. */
export const createWatch = (context: BrowserContext, served: Served): Watch => {
  const evidence: Evidence[] = [];
  const pages: Page[] = [];
  const bodies: Promise<unknown>[] = [];
  const planted: Planted[] = [];
  const { origin } = new URL(served.address);
  const note = (place: string, text: string, typed?: true) => {
    if (text !== "") evidence.push({ place, text, ...(typed ? { typed } : {}) });
  };
  const isOurs = (request: Request) => request.url().startsWith(origin) && !/\/assets\/|\/\?token=/.test(request.url());

  const onRequest = (request: Request) => {
    if (!isOurs(request)) return;
    const { pathname } = new URL(request.url());
    note(`request ${pathname}: address and headers`, `${request.url()}\n${JSON.stringify(request.headers())}`);
    note(`request ${pathname}`, request.postData() ?? "", handingOver.test(pathname) ? true : undefined);
  };
  const onResponse = (response: Response) => {
    if (!isOurs(response.request())) return;
    const { pathname } = new URL(response.url());
    const [text, headers] = [response.text().catch(() => ""), response.allHeaders().catch(() => ({}))];
    bodies.push(
      Promise.all([text, headers]).then(([body, head]) =>
        note(`answer ${pathname}`, `${body}\n${JSON.stringify(withoutCookie(head))}`),
      ),
    );
  };
  const attach = async (page: Page): Promise<void> => {
    pages.push(page);
    page.on("request", onRequest);
    page.on("response", onResponse);
    page.on("console", (message) => note("console", message.text()));
    page.on("pageerror", (error) => note("page error", `${error.message}\n${error.stack ?? ""}`));
    page.on("dialog", (dialog) => note("dialog", dialog.message()));
    await page.exposeBinding("noteDocument", (_, html: string) => note("page: document, while it changed", html));
    await page.addInitScript(followChanges);
  };
  const lookAt = async (page: Page): Promise<void> => {
    if (page.isClosed()) return;
    // What a picture would show is what is laid out: `innerText`, and the values of fields that show
    // them. Fields for secrets are looked at too: whatever the program puts there would be a leak.
    const seen = await page.evaluate(readPage).catch(() => undefined);
    if (seen) for (const [place, text] of Object.entries(seen)) note(`page: ${place}`, text);
    const tree = page.locator("body").ariaSnapshot({ timeout: 2000 });
    note("page: accessibility tree", await tree.catch(() => ""));
  };
  const look = async (): Promise<void> => {
    for (const page of pages) await lookAt(page);
  };

  return {
    attach,
    plant: (name, value) => {
      planted.push({ name, value });
      return value;
    },
    look,
    leaks: async (program) => {
      await look();
      await Promise.race([Promise.all(bodies), new Promise((resolve) => setTimeout(resolve, 2000))]);
      const cookies = await context.cookies().catch(() => []);
      note("cookies", JSON.stringify(cookies.map(({ name, domain, path }) => ({ name, domain, path }))));
      note("the program's output", program.said().join(""));
      const all = [...(await secretsOf(program)), ...planted];
      const { look: search, seen } = createCanarySearch(all);
      const found = evidence.map(({ place, text, typed }) => ({ typed, leaks: search(place, text) }));
      return {
        leaks: found.flatMap(({ typed, leaks }) => (typed ? [] : leaks)),
        typed: found.flatMap(({ typed, leaks }) => (typed ? leaks : [])),
        seen: seen(),
      };
    },
  };
};

/** The session's cookie is how the browser proves itself; scripts cannot read it. */
const withoutCookie = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "set-cookie"));

/**
 * Runs in the page: tells of the document whenever it has changed, so that no step goes unseen. Values
 * of fields are left out: what a person is typing is theirs to see until it is sent.
 */
const followChanges = (): void => {
  const tell = (window as unknown as { noteDocument?: (html: string) => Promise<void> }).noteDocument;
  if (window.top !== window || !tell) return;
  let waiting = false;
  const told = (): void => {
    waiting = false;
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const field of copy.querySelectorAll("input, textarea")) {
      field.removeAttribute("value");
      field.textContent = "";
    }
    for (const style of copy.querySelectorAll("style, svg")) style.remove();
    tell(copy.outerHTML).catch(() => {});
  };
  new MutationObserver(() => {
    if (!waiting) setTimeout(told, 150);
    waiting = true;
  }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
};

/** Runs in the page: the document, what is laid out, fields, storage, history and title. */
const readPage = (): Readonly<Record<string, string>> => {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea, select")];
  return {
    document: document.documentElement.outerHTML,
    text: document.body.innerText,
    fields: fields.map(({ value }) => value).join("\n"),
    "local storage": JSON.stringify({ ...localStorage }),
    "session storage": JSON.stringify({ ...sessionStorage }),
    history: `${location.href}\n${document.title}\n${JSON.stringify(history.state)}`,
    resources: performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .join("\n"),
  };
};

/** What the practice provider gave out, its apps' secrets, and this machine's key. */
const secretsOf = async ({ home }: Served): Promise<readonly Planted[]> => {
  const state = await readFile(join(home, "practice-provider.json"), "utf8").catch(() => "");
  const identity = await readFile(join(home, "identity.txt"), "utf8").catch(() => "");
  const issued = [...state.matchAll(/"value":"([^"]{16,})"/g)].map(([, value]) => ({
    name: "a code or token that was given out",
    value: value ?? "",
  }));
  const { apps: registered = [] } = JSON.parse(state || "{}") as { apps?: readonly { OAuthClientSecret: string }[] };
  const apps = registered.map(({ OAuthClientSecret: value }) => ({ name: "the secret of an app", value }));
  const keys = [...identity.matchAll(/^AGE-SECRET-KEY-\S+/gm)].map(([value]) => ({ name: "the identity", value }));
  return [...issued, ...apps, ...keys, ...standing];
};

const standing: readonly Planted[] = [
  ...["act-on", "backlog", "basecamp", "highrise", "instagram"].flatMap((id) => [
    { name: `the embedded app of ${id}`, value: `practice-${id}-secret` },
    { name: `the custom app of ${id}`, value: `practice-custom-${id}-secret` },
  ]),
  { name: "the API key of Backlog", value: "practice-backlog-key" },
  { name: "the API token of Highrise", value: "practice-highrise-token" },
];
