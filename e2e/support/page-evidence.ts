import type { Page } from "@playwright/test";
import type { Note } from "./evidence.ts";

/** What a page's console says where it tells of its own document. */
const told = "the document, while it changed\n";

/** Collects what a page says and shows from now on: its console, errors, dialogs, and the document whenever it changes. */
export const followPage = async (page: Page, note: Note): Promise<void> => {
  page.on("console", (message) => {
    const text = message.text();
    if (text.startsWith(told)) note("page: document, while it changed", text.slice(told.length));
    else note("console", text);
  });
  page.on("pageerror", (error) => note("page error", `${error.message}\n${error.stack ?? ""}`));
  page.on("dialog", (dialog) => note("dialog", dialog.message()));
  await page.addInitScript(followChanges, told);
  // The window of a desktop program has its document by now.
  await page.evaluate(followChanges, told);
};

/** Collects what a page shows and keeps now; nothing where it is closed. */
export const lookAt = async (page: Page, note: Note): Promise<void> => {
  if (page.isClosed()) return;
  // What a picture would show is what is laid out: `innerText`, and the values of fields that show
  // them. Fields for secrets are looked at too: whatever the program puts there would be a leak.
  const seen = await page.evaluate(readPage).catch(() => undefined);
  if (seen) for (const [place, text] of Object.entries(seen)) note(`page: ${place}`, text);
  const tree = page.locator("body").ariaSnapshot({ timeout: 2000 });
  note("page: accessibility tree", await tree.catch(() => ""));
};

/**
 * Runs in the page: tells of the document whenever it has changed, so that no step goes unseen. Values
 * of fields are left out: what a person is typing is theirs to see until it is sent. It tells by the
 * console, as a page that cannot be given a function of its own can, too.
 */
const followChanges = (prefix: string): void => {
  if (window.top !== window) return;
  let waiting = false;
  const tell = (): void => {
    waiting = false;
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const field of copy.querySelectorAll("input, textarea")) {
      field.removeAttribute("value");
      field.textContent = "";
    }
    for (const style of copy.querySelectorAll("style, svg")) style.remove();
    // biome-ignore lint/suspicious/noConsole: it is what is listened to
    console.debug(prefix + copy.outerHTML);
  };
  new MutationObserver(() => {
    if (!waiting) setTimeout(tell, 150);
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
