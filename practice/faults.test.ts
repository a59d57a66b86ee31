import { describe, expect, test } from "vitest";
import { get, type Practised, postForm, practise, sampleService, target } from "./test-kit.ts";

const practices = [sampleService];
const client = { client_id: "practice-sample", client_secret: "practice-sample-secret" };
const redirect_uri = "http://localhost:33333/";

const authorize = (practice: Practised) =>
  get(
    `${practice.at("https://sample.example/authorize")}?${new URLSearchParams({ client_id: client.client_id, redirect_uri, state: "mine" })}`,
  );

const token = (practice: Practised, fields: Record<string, string>) =>
  postForm(practice.at("https://sample.example/token"), { ...client, redirect_uri, ...fields });

const exchange = async (practice: Practised) =>
  token(practice, {
    grant_type: "authorization_code",
    code: target(await authorize(practice)).searchParams.get("code") ?? "",
  });

const api = (practice: Practised, access: string) =>
  get(practice.at("https://acme.sample.example/things/1"), { authorization: `Bearer ${access}` });

const start = () => practise({ practices, auto: "approve" });
const connect = async (practice: Practised) =>
  (await (await exchange(practice)).json()) as { access_token: string; refresh_token: string };

describe("at authorize", () => {
  test("deny happens once unless told otherwise", async () => {
    const practice = await start();
    await practice.fault({ service: "sample", at: "authorize", kind: "deny" });
    expect(target(await authorize(practice)).searchParams.get("error")).toBe("access_denied");
    expect(target(await authorize(practice)).searchParams.get("error")).toBeNull();
  });

  test("wrong-state brings another state, to those who click as well", async () => {
    const practice = await start();
    await practice.fault({ service: "sample", at: "authorize", kind: "wrong-state" });
    expect(target(await authorize(practice)).searchParams.get("state")).not.toBe("mine");
    await practice.fault({ service: "sample", at: "authorize", kind: "wrong-state" });
    const address = `${practice.at("https://sample.example/authorize")}?${new URLSearchParams({ client_id: client.client_id, redirect_uri, state: "mine" })}`;
    const answer = await postForm(address, { person: "one", decision: "allow" });
    expect(target(answer).searchParams.get("state")).not.toBe("mine");
  });
});

test.each(["authorize", "token"])("expired-code at %s", async (at) => {
  const practice = await start();
  await practice.fault({ service: "sample", at, kind: "expired-code" });
  expect(await (await exchange(practice)).json()).toMatchObject({ why: "expired" });
  expect((await exchange(practice)).status).toBe(200);
});

test("revoked-grant ends the grant that is presented, at token and at api", async () => {
  const practice = await start();
  const [one, two] = [await connect(practice), await connect(practice)];
  await practice.fault({ service: "sample", at: "token", kind: "revoked-grant" });
  expect(
    await (await token(practice, { grant_type: "refresh_token", refresh_token: one.refresh_token })).json(),
  ).toMatchObject({ why: "ended" });
  expect((await api(practice, one.access_token)).status).toBe(401);
  expect((await api(practice, two.access_token)).status).toBe(200);
  await practice.fault({ service: "sample", at: "api", kind: "revoked-grant" });
  expect(await (await api(practice, two.access_token)).json()).toEqual({ error: "ended" });
});

test("rate-limit names the seconds to wait", async () => {
  const practice = await start();
  await practice.fault({ service: "sample", at: "token", kind: "rate-limit", retryAfter: 3 });
  const answer = await exchange(practice);
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("3");
});

test("server-error happens so many times, or until cleared", async () => {
  const practice = await start();
  await practice.fault({ service: "sample", at: "authorize", kind: "server-error", times: 2 });
  const statuses = [await authorize(practice), await authorize(practice), await authorize(practice)].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([500, 500, 302]);
  await practice.fault({ service: "sample", at: "authorize", kind: "server-error", times: 0 });
  for (let count = 0; count < 4; count++) expect((await authorize(practice)).status).toBe(500);
  await practice.send("DELETE", "faults");
  expect((await authorize(practice)).status).toBe(302);
});

test("html answers in the service's place, and the service never hears of the request", async () => {
  const practice = await start();
  const { refresh_token } = await connect(practice);
  await practice.fault({ service: "sample", at: "token", kind: "html" });
  const answer = await token(practice, { grant_type: "refresh_token", refresh_token });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect((await token(practice, { grant_type: "refresh_token", refresh_token })).status).toBe(200);
});

test("truncated: the service has acted, but its answer cannot be read", async () => {
  const practice = await start();
  const { refresh_token } = await connect(practice);
  await practice.fault({ service: "sample", at: "token", kind: "truncated" });
  const answer = await token(practice, { grant_type: "refresh_token", refresh_token });
  await expect(answer.json()).rejects.toThrow(SyntaxError);
  expect((await token(practice, { grant_type: "refresh_token", refresh_token })).status).toBe(400);
});

test("drop cuts the connection before anything has happened", async () => {
  const practice = await start();
  const { access_token } = await connect(practice);
  await practice.fault({ service: "sample", at: "api", kind: "drop" });
  await expect(api(practice, access_token)).rejects.toThrow();
  expect((await practice.state()).recent.at(-1)).toMatchObject({ status: null, fault: "drop" });
});

test("slow waits first, and a provider that is closed does not wait for it", async () => {
  const practice = await start();
  const { access_token } = await connect(practice);
  await practice.fault({ service: "sample", at: "api", kind: "slow", delayMs: 80 });
  const before = performance.now();
  expect((await api(practice, access_token)).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(70);
  await practice.fault({ service: "sample", at: "api", kind: "slow" });
  const waiting = api(practice, access_token).catch(() => "cut");
  await expect.poll(async () => (await practice.state()).faults).toEqual([]);
  await practice.close();
  expect(await waiting).toBe("cut");
});
