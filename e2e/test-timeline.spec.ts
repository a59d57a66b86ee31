import { expect, test } from "./fixtures.ts";
import { makeConnection } from "./flows.ts";

test("a test shows what it asked and was answered, and nothing secret", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await practice.expire("basecamp");
  await connection.test.click();
  await expect.poll(() => practice.count("basecamp", "refresh")).toBe(1);
  await connection.expectPassed();
  const network = connection.step("Network");
  await network.getByText(/^1 request$/).click();
  await expect(network.getByRole("table", { name: "Reaching the service" })).toContainText(/DNS.*TCP/s);
  const identity = connection.step("Identity");
  await identity.getByText(/^\d+ requests$/).click();
  const requests = identity.getByRole("table", { name: "Requests" });
  await expect(requests).toContainText(/GET .*401.*POST launchpad\.37signals\.com\/authorization\/token.*200/s);
});

test("a failed step offers the button that mends it", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.fault({ service: "basecamp", at: "api", kind: "html", times: 0 });
  await connection.expectFailureAt("Identity", /a web page instead of JSON/);
  await practice.clearFaults();
  await connection.step("Identity").getByRole("button", { name: "Run it again" }).click();
  await connection.expectPassed();
});

test("a test under way can be cancelled, and is not remembered", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.fault({ service: "basecamp", at: "api", kind: "slow", delayMs: 50_000, times: 0 });
  await connection.test.click();
  await expect(connection.step("Identity")).toContainText("Running");
  await page.getByRole("button", { name: "Cancel the test" }).click();
  await expect(page.getByText("The test was cancelled")).toBeVisible();
  await practice.clearFaults();
  const events = page.getByRole("list", { name: "Events" });
  await expect(events.getByRole("listitem").filter({ hasText: "Test" })).toHaveCount(1);
  await connection.test.click();
  await connection.expectPassed();
  await expect(events.getByRole("listitem").filter({ hasText: "Test passed" })).toHaveCount(2);
});

test("what happened to a connection can be read on its page", async ({ page, practice }) => {
  const connection = await makeConnection(page, "Basecamp");
  await connection.expectPassed();
  await practice.revoke("basecamp");
  await connection.expectFailureAt("Identity", /has ended this grant/);
  await connection.rename.click();
  await connection.dialog.getByLabel("Name", { exact: true }).fill("Studio");
  await connection.dialog.getByRole("button", { name: /Rename|Save/ }).click();
  const events = page.getByRole("list", { name: "Events" }).getByRole("listitem");
  await expect(events.first()).toContainText("Renamed from “Basecamp” to “Studio”");
  await expect(events.nth(1)).toContainText(/Test failed at “Identity”\s*GRANT_ENDED/);
  await expect(events.nth(2)).toContainText("Renewal failed");
  await expect(events.last()).toContainText("Connected");
  await expect(events.last()).toContainText("keyferry serve");
});
