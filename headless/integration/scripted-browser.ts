import type { OidcServer } from "./oidc-server.ts";

/** Where a journey of the browser ended. */
export interface Ended {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export interface ScriptedBrowser {
  /** Follows an address, redirect by redirect, to where it ends. */
  readonly visit: (url: string) => Promise<Ended>;
  /** The same, but stops before the callback is asked for, and returns its address. */
  readonly visitUntilCallback: (url: string) => Promise<string>;
}

const maximumHops = 12;

/**
 * A browser that keeps cookies and follows redirects, and does nothing else. `tamper` may change the
 * address of the callback on its way.
 */
export const scriptedBrowser = (
  server: OidcServer,
  isCallback: (url: string) => boolean,
  tamper: (callback: URL) => void = () => {},
): ScriptedBrowser => {
  const cookies = new Map<string, string>();

  const ask = async (url: string): Promise<Response> => {
    const response = await fetch(server.mapped(url), {
      redirect: "manual",
      headers: {
        ...(isCallback(url) ? {} : server.forwarded),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };

  const follow = async (start: string, stop: (url: string) => boolean): Promise<Ended> => {
    let url = start;
    for (let hops = 0; hops < maximumHops; hops++) {
      if (stop(url)) return { url, status: 0, text: "" };
      const response = await ask(url);
      const location = response.headers.get("location");
      if (location === null) return { url, status: response.status, text: await response.text() };
      url = tampered(new URL(location, url).href);
    }
    throw new Error(`the browser was sent around in circles, at last to ${url}`);
  };
  const tampered = (url: string): string => {
    if (!isCallback(url)) return url;
    const callback = new URL(url);
    tamper(callback);
    return callback.href;
  };

  return {
    visit: (url) => follow(url, () => false),
    visitUntilCallback: async (url) => {
      const { url: ended, status, text } = await follow(url, isCallback);
      if (!isCallback(ended)) throw new Error(`the journey ended at ${ended} (${status}): ${text.slice(0, 300)}`);
      return ended;
    },
  };
};
