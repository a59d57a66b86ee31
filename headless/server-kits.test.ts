import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Kit, KitFacts } from "../shared/server-kit/kit.ts";
import { serverKits } from "../shared/server-kit/kits.ts";
import { createProgram } from "./main.ts";

// electron-builder reads its own configuration with it.
const builder = createRequire(createRequire(import.meta.url).resolve("electron-builder"));
const yaml = builder("js-yaml") as { loadAll: (text: string) => readonly Record<string, unknown>[] };

const facts: KitFacts = {
  service: "basecamp",
  serviceName: "Basecamp",
  fileName: "OAuthSettings.txt",
  byPassphrase: false,
  hasTokens: true,
  apiBase: "https://3.basecampapi.com/1234567",
  commands: [{ command: "keyferry test basecamp 'A=1'", why: { en: "Test.", ja: "テスト。" } }],
};

const variants: readonly (readonly [string, KitFacts])[] = [
  ["for a server", facts],
  ["with a passphrase", { ...facts, byPassphrase: true }],
  ["in practice", { ...facts, practiceOrigin: "http://127.0.0.1:4300" }],
  ["of a file with an odd name", { ...facts, fileName: 'Hana\'s "old" $file.txt' }],
  ["of an API key", { ...facts, hasTokens: false }],
];

const filesOf = ({ steps }: Kit) => steps.flatMap((step) => (step.kind === "file" ? [step] : []));
const commandsOf = ({ steps }: Kit) => steps.flatMap((step) => (step.kind === "run" ? [step.command] : []));

/** Every call of the command in a text: what stands after `keyferry` up to what ends a shell's command. */
const callsIn = (text: string): readonly (readonly string[])[] => [
  ...[...text.matchAll(/\bkeyferry((?: (?:--?[\w-]+|"[^"\n]*"(?:'[^'\n]*')?|'[^'\n]*'|[^\s;&|<>()"'`]+))+)/g)]
    .map(([, words = ""]) =>
      (words.match(/"[^"]*"(?:'[^']*')?|'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll(/["']/g, "")),
    )
    .filter(([verb = ""]) => verbs.includes(verb)),
  ...[...text.matchAll(/"keyferry", \[?((?:"[^"]*"|settings|SETTINGS)(?:, (?:"[^"]*"|settings|SETTINGS))*)/g)].map(
    ([, words = ""]) => words.split(", ").map((word) => word.replaceAll('"', "")),
  ),
];

const verbs = createProgram().commands.map((command) => command.name());

/** Lets commander parse the words without doing what they say. Throws what commander finds wrong. */
const parse = (words: readonly string[]): void => {
  const program = createProgram();
  for (const command of [program, ...program.commands] as readonly Command[]) {
    command.exitOverride().configureOutput({ writeErr: () => {}, outputError: () => {} });
    if (command !== program) command.action(() => {});
  }
  program.parse(words as string[], { from: "user" });
};

test("the parser that the kits are held against knows a flag that there is not", () => {
  expect(() => parse(["refresh", "--settings", "x", "--force"])).not.toThrow();
  expect(() => parse(["refresh", "--settings", "x", "--forever"])).toThrow(/unknown option/);
  expect(callsIn("while true; do keyferry refresh --settings '/a b'; done")).toEqual([
    ["refresh", "--settings", "/a b"],
  ]);
});

describe.each(variants)("the kits %s", (_, each) => {
  const kits = serverKits(each);

  test("call the command only as it can be called", () => {
    for (const kit of kits) {
      const calls = callsIn([...commandsOf(kit), ...filesOf(kit).map(({ content }) => content)].join("\n"));
      expect(calls.length, kit.id).toBeGreaterThan(0);
      for (const words of calls) expect(() => parse(words), words.join(" ")).not.toThrow();
    }
  });

  test("have commands and scripts that a shell understands", () => {
    for (const kit of kits) {
      const scripts = filesOf(kit).filter(({ name }) => name.endsWith(".sh"));
      for (const script of [...commandsOf(kit), ...scripts.map(({ content }) => content)]) {
        expect(spawnSync("sh", ["-n", "-c", script], { encoding: "utf8" }).stderr, script).toBe("");
      }
    }
  });

  test("have programs that their languages take", () => {
    const folder = mkdtempSync(join(tmpdir(), "keyferry-kit-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const checks: Readonly<Record<string, readonly string[]>> = {
      "ask.py": ["python3", "-m", "py_compile"],
      "ask.mjs": [process.execPath, "--check"],
      "Ask.java": ["javac", "-d", folder],
    };
    const programs = kits.flatMap(filesOf).filter(({ name }) => checks[name]);
    expect(programs).toHaveLength(3);
    for (const { name, content } of programs) {
      const [command = "", ...words] = checks[name] ?? [];
      if (spawnSync(command, ["--version"]).error) continue;
      writeFileSync(join(folder, name), content);
      expect(() => execFileSync(command, [...words, join(folder, name)], { stdio: "pipe" }), name).not.toThrow();
    }
  });

  test("name each step once, and say it in both languages", () => {
    for (const { steps, id } of kits) {
      const names = steps.map((step) => (step.kind === "run" ? step.command : step.name));
      expect(new Set(names).size, id).toBe(names.length);
      for (const { why } of steps) expect(why.ja === why.en, why.en).toBe(false);
    }
  });

  test("put no passphrase into arguments or the environment: only the path of its file", () => {
    const all = kits.flatMap(({ steps }) => steps.map((step) => (step.kind === "run" ? step.command : step.content)));
    for (const [, value] of all.join("\n").matchAll(/KEYFERRY_PASSPHRASE_FILE[=:] ?(\S+)/g)) {
      expect(value).toMatch(/passphrase(\.txt)?$/);
    }
    expect(all.join("\n")).not.toMatch(/KEYFERRY_PASSPHRASE=|AGE-SECRET-KEY/);
  });
});

const kit = (id: Kit["id"], of = facts): Kit => {
  const found = serverKits(of).find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

test("an API key has no kit that keeps a token fresh", () => {
  const ids = serverKits({ ...facts, hasTokens: false }).map(({ id }) => id);
  expect(ids).toEqual(["commands", "python", "node", "java", "curl"]);
});

describe.each(variants.filter(([, { hasTokens }]) => hasTokens))("kept fresh %s", (_, each) => {
  test("the units of systemd have their sections, and each line its place in one", () => {
    const sections = Object.fromEntries(
      filesOf(kit("systemd", each)).map(({ name, content }) => [
        basename(name).replace(/.*\./, ""),
        [...content.matchAll(/^\[(\w+)\]$/gm)].map(([, section]) => section),
      ]),
    );
    expect(sections).toEqual({ service: ["Unit", "Service"], timer: ["Unit", "Timer", "Install"] });
    for (const { content } of filesOf(kit("systemd", each))) {
      expect(content.split("\n").filter((line) => !/^(\[\w+\]|[A-Z]\w+=\S.*|)$/.test(line))).toEqual([]);
    }
  });

  test("compose keeps the settings on a volume that can be written, and the key in a secret file", () => {
    const file = filesOf(kit("compose", each)).find(({ name }) => name === "compose.yaml");
    const [compose] = yaml.loadAll(file?.content ?? "") as readonly {
      services: { keyferry: { volumes: string[]; secrets: string[]; environment: Record<string, string> } };
      secrets: Record<string, { file: string }>;
    }[];
    const { volumes, secrets, environment } = compose?.services.keyferry ?? {};
    expect(volumes).toEqual(["keyferry:/data"]);
    expect(Object.keys(compose?.secrets ?? {})).toEqual(secrets);
    expect(Object.values(environment ?? {})).toContain(`/run/secrets/${secrets?.[0]}`);
    const ignored = filesOf(kit("compose", each)).find(({ name }) => name === ".dockerignore");
    expect(ignored?.content).toBe("*\n!keyferry.mjs\n");
  });

  test("Kubernetes runs one pod, copies what was carried to a volume, and mounts only what it defines", () => {
    const documents = yaml.loadAll(filesOf(kit("kubernetes", each))[0]?.content ?? "");
    expect(documents.map(({ kind }) => kind)).toEqual(["PersistentVolumeClaim", "Deployment"]);
    const { spec } = documents[1] as unknown as { spec: Deployment };
    expect([spec.replicas, spec.strategy.type]).toEqual([1, "Recreate"]);
    const pod = spec.template.spec;
    const defined = pod.volumes.map(({ name }) => name);
    const mounts = [...pod.initContainers, ...pod.containers].flatMap(({ volumeMounts }) => volumeMounts);
    expect(new Set(mounts.map(({ name }) => name))).toEqual(new Set(defined));
    expect(pod.containers[0]?.volumeMounts.find(({ name }) => name === "data")?.readOnly).toBeUndefined();
    const script = pod.initContainers[0]?.command[2] ?? "";
    expect(spawnSync("sh", ["-n", "-c", script], { encoding: "utf8" }).stderr).toBe("");
  });

  test("the playbook's tasks each have a name and one module, and leave a renewed file alone", () => {
    const playbook = filesOf(kit("ansible", each)).find(({ name }) => name === "playbook.yml");
    const [[play]] = yaml.loadAll(playbook?.content ?? "") as unknown as [[{ tasks: Record<string, unknown>[] }]];
    for (const task of play.tasks) {
      expect(task.name).toEqual(expect.any(String));
      expect(
        Object.keys(task).filter((name) => name.startsWith("ansible.builtin.")),
        String(task.name),
      ).toHaveLength(1);
    }
    const renewed = play.tasks.find(({ name }) => String(name).includes("replaced only by a new export"));
    expect(renewed?.when).toBe("carried is changed");
  });
});

interface Container {
  readonly command: readonly string[];
  readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
}

interface Deployment {
  readonly replicas: number;
  readonly strategy: { readonly type: string };
  readonly template: {
    readonly spec: {
      readonly initContainers: readonly Container[];
      readonly containers: readonly Container[];
      readonly volumes: readonly { readonly name: string }[];
    };
  };
}
