import type { BrowserContext, Page, Request, Response } from "@playwright/test";
import { createEvidence, type Evidence, type Found, handsOver } from "./evidence.ts";
import { followPage, lookAt } from "./page-evidence.ts";
import { secretsOf } from "./planted.ts";
import type { Served } from "./program.ts";

/** Everything that passes between the screens and the program, and all that the screens show. */
export interface Watch extends Pick<Evidence, "plant"> {
  /** Watches a page from now on. */
  readonly attach: (page: Page) => Promise<void>;
  /** Looks at the pages as they are now, fields and storage included; done at the end by itself. */
  readonly look: () => Promise<void>;
  /** Everything collected so far, searched. */
  readonly leaks: (served: Served) => Promise<Found>;
}

/** Watches the pages that are attached, and their program. The service's own tabs are not ours, and not watched. */
export const createWatch = (context: BrowserContext, served: Served): Watch => {
  const { note, plant, search } = createEvidence();
  const pages: Page[] = [];
  const bodies: Promise<unknown>[] = [];
  const { origin } = new URL(served.address);
  const isOurs = (request: Request) => request.url().startsWith(origin) && !/\/assets\/|\/\?token=/.test(request.url());

  const onRequest = (request: Request) => {
    if (!isOurs(request)) return;
    const { pathname } = new URL(request.url());
    note(`request ${pathname}: address and headers`, `${request.url()}\n${JSON.stringify(request.headers())}`);
    note(`request ${pathname}`, request.postData() ?? "", handsOver(pathname));
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
  const look = async (): Promise<void> => {
    for (const page of pages) await lookAt(page, note);
  };

  return {
    plant,
    attach: async (page) => {
      pages.push(page);
      page.on("request", onRequest);
      page.on("response", onResponse);
      await followPage(page, note);
    },
    look,
    leaks: async ({ home, said }) => {
      await look();
      await Promise.race([Promise.all(bodies), new Promise((resolve) => setTimeout(resolve, 2000))]);
      const cookies = await context.cookies().catch(() => []);
      note("cookies", JSON.stringify(cookies.map(({ name, domain, path }) => ({ name, domain, path }))));
      note("the program's output", said().join(""));
      return search(await secretsOf(home));
    },
  };
};

/** The session's cookie is how the browser proves itself; scripts cannot read it. */
const withoutCookie = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "set-cookie"));
