import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";
import { consentPage } from "./pages/consent.ts";
import { homePage } from "./pages/home.ts";

const passing = [
  { kind: "html", words: /a web page instead of JSON.*captive portal/s },
  { kind: "server-error", words: /has a fault at the moment \(HTTP 500\).*Try again later/s },
  { kind: "rate-limit", words: /asks for fewer requests and says to wait 30 s.*Try again later/s },
] as const;

for (const { kind, words } of passing) {
  test(`the test names a passing fault (${kind}), and passes once it is over`, async ({ page, practice }) => {
    const connection = await makeConnection(page, "Basecamp");
    await connection.expectPassed();
    await practice.fault({
      service: "basecamp",
      at: "api",
      kind,
      times: 0,
      ...(kind === "rate-limit" ? { retryAfter: 30 } : {}),
    });
    await connection.expectFailureAt("Identity", words);
    await expect(connection.step("Access")).toContainText("Skipped");
    await expect(connection.step("Access token")).toContainText("Passed");

    await practice.clearFaults();
    await connection.test.click();
    await connection.expectPassed();
  });
}

test("a token that the service lets lapse early is renewed by the test", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.expire("basecamp");
  await connection.test.click();
  await expect.poll(() => practice.count("basecamp", "refresh")).toBe(1);
  await connection.expectPassed();
  await expect(page.getByText(/^2 \(counts how often/)).toBeVisible();
});

test("a grant that was withdrawn needs a person, and Reconnect makes it good in its place", async ({
  page,
  practice,
}) => {
  const connection = await makeConnection(page, "Basecamp", { name: "Studio" });
  const place = page.url();
  await practice.revoke("basecamp");
  await connection.expectFailureAt("Identity", /has ended this grant.*Consent again: press Reconnect/s);

  await connection.reconnect.click();
  await consentPage(page).allow();
  await connection.heading("Studio").waitFor();
  await connection.expectPassed();
  expect(page.url()).toBe(place);
  await page.getByRole("link", { name: "All connections" }).click();
  await expect(homePage(page).rows).toHaveCount(1);
  await expect(homePage(page).row("Studio")).toContainText("Good");
});

test("a sign-in that is broken off leaves the connection as it was", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.reconnect.click();
  await consentPage(page).cancel.click();
  await connection.heading("Basecamp").waitFor();
  await connection.test.click();
  await connection.expectPassed();
});

test("a ProjectId that is not there is named at the last step", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp", { properties: { ProjectId: "4711" } });
  await expect(connection.failed).toBeVisible();
  await expect(connection.step("Identity")).toContainText("Passed");
  await expect(connection.step("Access")).toContainText("There is no project 4711 in this account");
  await expect(connection.step("Access")).toContainText("Correct ProjectId");
});

test("somebody with two accounts is told which to choose from", async ({ page }) => {
  const connection = await makeConnection(page, "Basecamp", { person: "Tom Okafor" });
  await expect(connection.failed).toBeVisible();
  await expect(connection.step("Access")).toContainText("1234567 Kumo Design Works");
  await expect(connection.step("Access")).toContainText("2345678 Harbour Street Studio");
});

test("a program that has ended is said to have, with what to do", async ({ page, served }) => {
  const connection = await makeConnection(page, "Basecamp");
  // The page is there: a program that ends sooner has its own words for a page that cannot come.
  await expect(connection.test).toBeVisible();
  await served.stop();
  await connection.test.click();
  await expect(page.getByRole("alert").first()).toContainText("restart Keyferry");
});
