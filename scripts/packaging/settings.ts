import type { Configuration } from "electron-builder";
import type { InstallScripts } from "./install-scripts.ts";

/**
 * What electron-builder.yml cannot know: whom to ask (the repository on GitHub), whether there is a certificate
 * (`CSC_LINK`), and where updates come from.
 * `KEYFERRY_UPDATE_FEED` is the https address of a folder of release files. Throws where it is no such address.
 */
export const settingsFrom = (environment: NodeJS.ProcessEnv, scripts: InstallScripts): Configuration => {
  const { GITHUB_REPOSITORY: repository, KEYFERRY_UPDATE_FEED: feed } = environment;
  const server = environment.GITHUB_SERVER_URL ?? "https://github.com";
  return {
    deb: { ...scripts },
    rpm: { ...scripts },
    // Apple's chips start nothing unsigned, and the hardened runtime refuses libraries of an ad hoc signature.
    ...(environment.CSC_LINK ? {} : { mac: { identity: "-", hardenedRuntime: false } }),
    ...(repository ? contact(server, repository) : {}),
    ...(feed ? { publish: { provider: "generic", url: httpsAddress(feed) } } : {}),
  };
};

const contact = (server: string, repository: string): Configuration => {
  const owner = repository.replace(/\/.*$/, "");
  return {
    extraMetadata: { homepage: `${server}/${repository}` },
    linux: { maintainer: `${owner} <${owner}@users.noreply.github.com>` },
  };
};

const httpsAddress = (feed: string): string => {
  if (URL.canParse(feed) && new URL(feed).protocol === "https:") return feed;
  throw new Error("KEYFERRY_UPDATE_FEED must be an https address: a program is updated from it");
};
