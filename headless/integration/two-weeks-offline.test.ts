import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  createEngine,
  type Engine,
  fileKeySource,
  type SettingsDocument,
  type Transport,
  writeFileAtomically,
} from "../../engine/index.ts";
import type { HttpAnswer } from "../../engine/kit.ts";
import { recipientOf, sealEnvelope } from "../../engine/settings/envelope.ts";
import { sampleDocument } from "../../engine/test-kit.ts";
import { catalog } from "../../services/catalog.ts";
import { loadDriver } from "../../services/drivers.ts";
import { generalCases, ownCases } from "../../services/token-answer-cases.ts";
import { failureOf } from "../../shared/test-kit.ts";
import { quietOptions, temporaryFolder } from "./test-kit.ts";

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 10, 1);

type Outcome = HttpAnswer | Error;

const noAnswers = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ENETUNREACH", "ETIMEDOUT", "ECONNRESET", "EPIPE"]
  .concat(["CERT_HAS_EXPIRED", "SELF_SIGNED_CERT_IN_CHAIN", "EPROTO", "TOO_LARGE", "ABORT_ERR"])
  .map((code) => Object.assign(new Error(code), { code }));

/** A server whose access token lapsed long ago, and a network that answers as it is told. */
const machine = async (service: string) => {
  const home = await temporaryFolder();
  const keys = fileKeySource({ identityPath: join(home, "identity.txt") });
  const own = await recipientOf(await keys.ensureIdentity());
  const path = join(home, "OAuthSettings.txt");
  const document: SettingsDocument = sampleDocument({
    Service: service,
    Properties: {
      OAuthAccessToken: "lapsed",
      OAuthRefreshToken: "canary-refresh",
      OAuthExpiresIn: "3600",
      OAuthTokenTimestamp: String(start - 30 * day),
      OAuthClientId: "id",
      OAuthClientSecret: "canary-secret",
      Url: "https://kumo.backlog.jp",
    },
    Grant: { Id: "11111111-2222-3333-4444-555555555555", Generation: 3, Owner: own },
    Recipients: [own],
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomically(path, await sealEnvelope(JSON.stringify(document), { recipients: [own] }));

  let now = start;
  let outcome: Outcome = new Error("nothing was told");
  let asked = 0;
  let opened = 0;
  const transport: Transport = {
    send: async () => {
      asked++;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    reach: async () => ({ dns: 0, connect: 0 }),
  };
  const engine: Engine = createEngine(
    {
      clock: { now: () => now, sleep: async () => {} },
      browser: { open: async () => void opened++ },
      transport,
      random: () => "random",
      keys,
      shield: (work) => work(),
      paths: { home },
      embeddedApps: {},
      version: "0.0.0",
    },
    { catalog, loadDriver },
  );
  const place = `OAuthSettingsLocation=${path}`;
  return {
    answering: (next: Outcome) => {
      outcome = next;
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    bytes: () => readFile(path),
    token: async () => (await engine.token({ service, connectionString: `InitiateOAuth=REFRESH;${place}` })).tokens,
    connect: () =>
      engine.connect({ service, connectionString: `InitiateOAuth=GETANDREFRESH;${place}` }, quietOptions()),
    document: () => engine.inspect(path),
    counts: () => ({ asked, opened }),
  };
};

const passing = new Set(["busy", "down", "unreadable"]);

describe.each(catalog.map(({ id }, turn) => [id, turn] as const))("%s", (id, turn) => {
  const cases = [...generalCases, ...(ownCases[id] ?? [])];

  test("two weeks of every passing fault cost nothing but a refresh", async () => {
    const { answering, pass, bytes, token, document, counts } = await machine(id);
    const before = await bytes();
    const answers = [
      // The services share the general cases out among them; services/token-answers.test.ts has all for each.
      ...generalCases.filter((_, index) => index % catalog.length === turn),
      ...(ownCases[id] ?? []),
    ].filter(({ means }) => passing.has(means));
    const faults: readonly Outcome[] = [...noAnswers, ...answers.map(({ answer }) => answer)];
    for (const fault of faults) {
      answering(fault);
      pass((14 * day) / faults.length);
      const error = await failureOf(() => token());
      expect(error.exitStatus, `${JSON.stringify(fault).slice(0, 200)}: ${error.code}`).toBe(75);
      expect((await bytes()).equals(before)).toBe(true);
    }
    const { asked } = counts();
    answering({
      status: 200,
      headers: {},
      text: '{"access_token":"renewed","refresh_token":"next","expires_in":7200}',
    });
    expect((await token()).accessToken).toBe("renewed");
    expect((await token()).accessToken).toBe("renewed");
    expect(counts()).toEqual({ asked: asked + 1, opened: 0 });
    expect(await document()).toMatchObject({
      Properties: { OAuthAccessToken: "renewed", OAuthRefreshToken: "next", OAuthExpiresIn: "7200" },
      Grant: { Generation: 4 },
    });
  });

  test("the service's clear word is the end, says so, and leaves the file as it was", async () => {
    const { answering, bytes, token } = await machine(id);
    const before = await bytes();
    for (const { answer, title } of cases.filter(({ means }) => means === "grant-ended")) {
      answering(answer);
      const error = await failureOf(() => token());
      expect([error.code, error.exitStatus], title).toEqual(["GRANT_ENDED", 4]);
      expect((await bytes()).equals(before)).toBe(true);
    }
  });

  test("a passing fault asks nobody to consent, although a browser may be opened", async () => {
    const { answering, connect, counts } = await machine(id);
    answering({ status: 503, headers: {}, text: '{"error":"invalid_grant"}' });
    expect((await failureOf(connect)).code).toBe("SERVICE_UNAVAILABLE");
    expect(counts().opened).toBe(0);
  });
});
