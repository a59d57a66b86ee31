import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Planted } from "../../shared/canary-kit.ts";

/** Where a practice provider keeps what it gave out: the services' own books. */
export const practiceBooks = "practice-provider.json";

/** Where a home keeps this machine's key. */
export const identityFile = "identity.txt";

/** What the practice provider of a home gave out, its apps' secrets, and the machine's key where it is kept in plain. */
export const secretsOf = async (home: string): Promise<readonly Planted[]> => {
  const state = await readFile(join(home, practiceBooks), "utf8").catch(() => "");
  const identity = await readFile(join(home, identityFile), "utf8").catch(() => "");
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
