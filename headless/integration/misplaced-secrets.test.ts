import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { fileKeySource, readPassphraseFile, shownDocument } from "../../engine/index.ts";
import type { KeyferryError } from "../../shared/errors.ts";
import { expectFailure, failureOf } from "../../shared/test-kit.ts";
import { createWorld, quietOptions, string, temporaryFolder } from "./test-kit.ts";

const secret = "h4rb0ur-9fQ2xZ7kLw==";
const identity = `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`;

/** All that anybody can get to see of an error, printed with everything in it. */
const allOf = (error: KeyferryError): string =>
  inspect(error, { depth: null, showHidden: true, maxStringLength: null }) + JSON.stringify(error.toData());

describe("a secret that was put where a word is due is not repeated", () => {
  const asked = async () => (await (await createWorld()).machine()).engine;

  test.each([
    ["in place of the service", { service: `ApiKey=${secret}`, connectionString: "basecamp" }],
    ["as the whole connection string", { service: "basecamp", connectionString: secret }],
    ["as a key", { service: "basecamp", connectionString: `${secret}=1` }],
    ["with a semicolon and without quotes", { service: "basecamp", connectionString: "Password=first;harbour=second" }],
    ["as a long word", { service: "basecamp", connectionString: `${"harbour".repeat(9)}=1` }],
    ["in an address", { service: "backlog", connectionString: `Url=https://hana:${secret}@kumo.backlog.com` }],
  ])("%s", async (_, target) => {
    const engine = await asked();
    const error = await failureOf(() => engine.token(target));
    expect(error.exitStatus).toBe(2);
    for (const part of ["h4rb0ur", "9fQ2xZ7kLw", "harbour"]) expect(allOf(error)).not.toContain(part);
  });

  test("but a misspelt property is named, after a secret too", async () => {
    const engine = await asked();
    const target = { service: "basecamp", connectionString: "Password=x;AcountId=1" };
    expect((await failureOf(() => engine.token(target))).message).toContain("AcountId");
  });

  test("as the name of a procedure, and of an input", async () => {
    const engine = await asked();
    for (const [procedure, inputs] of [
      [secret, {}],
      ["RefreshOAuthAccessToken", { [secret]: "1" }],
    ] as const) {
      const error = await failureOf(() =>
        engine.call("basecamp", procedure, "InitiateOAuth=OFF", inputs, quietOptions()),
      );
      expect(allOf(error)).not.toContain("9fQ2xZ7kLw");
    }
  });

  test.each([secret, identity, identity.toLowerCase(), "correct horse battery;staple"])(
    "as a recipient: %s",
    async (recipient) => {
      const machine = await (await createWorld()).machine();
      await machine.connect("basecamp");
      const error = await failureOf(() =>
        machine.engine.export({ settings: machine.settings("basecamp") }, { to: { recipients: [recipient] } }),
      );
      expectFailure(error, "RECIPIENT_INVALID", [recipient, recipient.slice(-9)]);
      expect(allOf(error)).not.toContain(recipient.slice(-9));
    },
  );

  test("the passphrase in place of its file", async () => {
    const error = await failureOf(() => readPassphraseFile("correct horse battery staple"));
    expectFailure(error, "PASSPHRASE_UNREADABLE", ["correct horse"]);
    expect(allOf(error)).not.toContain("horse");
    expect((await failureOf(() => readPassphraseFile("/run/secrets/none.txt"))).message).toContain("/run/secrets");
  });

  test("the identity in place of its file", async () => {
    const error = await failureOf(() => fileKeySource({ identityPath: identity }).identity());
    expectFailure(error, "IDENTITY_MISSING", [identity.slice(20)]);
    expect(allOf(error)).not.toContain(identity.slice(20));
  });
});

describe("what a service repeats is masked", () => {
  const echoes: readonly (readonly [string, (sent: string) => object])[] = [
    ["in its body", (sent) => ({ status: 400, text: JSON.stringify({ error: `bad header ${sent}` }) })],
    ["in its status line", (sent) => ({ status: 400, text: "", reason: `Bad Request ${sent}` })],
    ["in a challenge", (sent) => ({ status: 401, text: "", headers: { "www-authenticate": `Bearer e="${sent}"` } })],
    ["on a page", (sent) => ({ status: 403, text: `<html><p>You sent <b>${sent.slice(0, 9)}</b>${sent.slice(9)}` })],
  ];
  const ways: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["basecamp", { AuthScheme: "Basic", AccountId: "999999999", User: "hana@kumo.example", Password: secret }],
    ["backlog", { AuthScheme: "APIToken", Url: "https://kumo.backlog.com", ApiKey: secret }],
    ["backlog", { InitiateOAuth: "OFF", Url: "https://kumo.backlog.com", OAuthAccessToken: secret }],
    ["highrise", { AuthScheme: "APIToken", AccountId: "kumo", APIToken: secret }],
    ["highrise", { InitiateOAuth: "OFF", AccountId: "kumo", OAuthAccessToken: secret }],
    ["instagram", { InitiateOAuth: "OFF", OAuthAccessToken: secret }],
    ["act-on", { InitiateOAuth: "OFF", OAuthAccessToken: secret }],
  ];
  const cases = ways.flatMap(([service, given]) =>
    echoes.map(([where, answer]) => ({ service, scheme: given.AuthScheme ?? "OAuth", given, where, answer })),
  );

  test.each(cases)("$service, $scheme, $where", async ({ service, given, answer }) => {
    const world = await createWorld();
    const machine = await world.machine({
      ports: {
        transport: {
          send: async (request) => {
            const sent = `${request.url} ${JSON.stringify(request.headers)} ${secret}`;
            return { status: 200, headers: {}, text: "", ...answer(sent) };
          },
          reach: async () => ({ dns: 0, connect: 0 }),
        },
      },
    });
    const told: string[] = [];
    const run = machine.engine.test({ service, connectionString: string(given) }, quietOptions());
    for await (const event of run) told.push(JSON.stringify(event));
    const inBasic = [`${given.User ?? ""}:${secret}`, `${secret}:X`].map((each) =>
      Buffer.from(each).toString("base64"),
    );
    const heard = told.join("\n");
    expect(heard).toContain('"failed"');
    for (const part of [secret, secret.slice(0, 8), secret.slice(8), encodeURIComponent(secret), ...inBasic])
      expect(heard).not.toContain(part);
  });
});

test("an answer whose tokens are of no use keeps none of them in its error", async () => {
  const world = await createWorld();
  const machine = await world.machine({
    ports: {
      transport: {
        send: async () => ({
          status: 200,
          headers: {},
          text: JSON.stringify({ access_token: `${secret}\n`, token_type: "bearer", refresh_token: 5 }),
        }),
        reach: async () => ({ dns: 0, connect: 0 }),
      },
    },
  });
  const error = await failureOf(() =>
    machine.token("basecamp", { OAuthVerifier: "c0de-7k", CallbackURL: "http://localhost:1/" }),
  );
  expectFailure(error, "ANSWER_UNREADABLE", [secret]);
  expect(allOf(error)).not.toContain("9fQ2xZ7kLw");
});

describe("properties that no service defines", () => {
  test("show as dots on the screens and in `inspect`, members of the file included, and are not listed", async () => {
    const machine = await (await createWorld()).machine();
    const { engine } = machine;
    const given = { InitiateOAuth: "GETANDREFRESH", OldApiKey: secret };
    const { id } = await engine.connections.create("basecamp", "", given, quietOptions());
    expect(await readFile(join(machine.home, "catalog.json"), "utf8")).not.toContain("9fQ2xZ7kLw");

    const path = join(machine.home, "connections", id, "OAuthSettings.txt");
    const { Decrypter, Encrypter, armor } = await import("age-encryption");
    const key = await fileKeySource({ identityPath: join(machine.home, "identity.txt") }).identity();
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    const document = JSON.parse(await decrypter.decrypt(armor.decode(await readFile(path, "utf8")), "text"));
    document.Properties.OldApiKey = secret;
    document.Notes = `the key is ${secret}`;
    const encrypter = new Encrypter();
    encrypter.addRecipient(document.Recipients[0]);
    await writeFile(path, armor.encode(await encrypter.encrypt(JSON.stringify(document))));

    const detail = await engine.connections.get(id);
    expect(detail.properties.OldApiKey).toBe("••••");
    expect(JSON.stringify(detail)).not.toContain("9fQ2xZ7kLw");
    expect(JSON.stringify(shownDocument(engine.service("basecamp"), await engine.inspect(path)))).not.toContain(
      "9fQ2xZ7kLw",
    );
  });
});

test("a service file that is not JSON is named, and not quoted", async () => {
  const { loadOwnServices } = await import("../../bridge/own-services/load.ts");
  const home = await temporaryFolder();
  const { mkdir } = await import("node:fs/promises");
  await mkdir(join(home, "services"));
  await writeFile(join(home, "services", "mine.json"), `{"id": ${secret}}`);
  const error = await failureOf(() => loadOwnServices(home, []));
  expectFailure(error, "SERVICE_FILE_INVALID", [secret.slice(0, 8)]);
  expect(error.message).toContain("it is not JSON");
  expect(allOf(error)).not.toContain(secret.slice(0, 6));
});
