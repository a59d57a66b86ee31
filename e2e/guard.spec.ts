import { request as ask, type IncomingMessage } from "node:http";
import { expect, test } from "./fixtures.ts";

test("the address that is printed is good for one browser, once", async ({ page, browser, served }) => {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(page.url()).not.toContain("token");
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  const answer = await other.goto(served.address);
  expect(answer?.status()).toBe(403);
  await expect(other.getByText("This address was used already")).toBeVisible();
  const bare = await other.goto(new URL("/", served.address).href);
  expect(bare?.status()).toBe(403);
  await expect(other.getByText("Open the address that `keyferry serve` printed")).toBeVisible();
  await stranger.close();

  await page.goto(served.address);
  await expect(page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
});

test("calls without the browser's cookie, and made-up tokens, are refused", async ({ served, playwright }) => {
  const origin = new URL(served.address).origin;
  const stranger = await playwright.request.newContext();
  for (const attempt of [
    stranger.get(`${origin}/?token=made-up`),
    stranger.get(`${origin}/rpc/connections/list`),
    stranger.post(`${origin}/rpc/connections/list`, { headers: { origin }, data: {} }),
    stranger.get(`${origin}/assets/`),
  ]) {
    expect((await attempt).status()).toBe(403);
  }
  await stranger.dispose();
});

test("a name that leads here by a foreign DNS server is refused, and so are calls from other pages", async ({
  page,
  served,
}) => {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { origin, port } = new URL(served.address);
  const cookie = (await page.context().cookies(origin)).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect(cookie).toContain(`keyferry-${port}=`);
  const call = { path: "/rpc/connections/list", method: "POST", port };
  const body = { "content-type": "application/json", cookie };

  const rebound = await statusOf({ ...call, headers: { ...body, host: `evil.example:${port}`, origin } });
  expect(rebound).toBe(421);
  const foreign = await statusOf({ ...call, headers: { ...body, origin: "https://evil.example" } });
  expect(foreign).toBe(403);
  const own = await statusOf({ ...call, headers: { ...body, origin } });
  expect(own).toBe(200);
});

test("the session's cookie is out of reach for scripts and other sites", async ({ page, served }) => {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const [cookie] = await page.context().cookies(new URL(served.address).origin);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
});

/** Sends a request whose headers no browser would let a page choose. */
const statusOf = async (options: object): Promise<number | undefined> => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    ask({ host: "127.0.0.1", ...options }, resolve)
      .on("error", reject)
      .end("{}");
  });
  answer.resume();
  return answer.statusCode;
};
