import { makeConnection } from "../../../e2e/flows.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { manyConnections } from "../../../e2e/support/list.ts";
import type { ConnectionSummary } from "../../../shared/connection.ts";
import { take, takeForDocs, takeNarrow } from "../camera.ts";
import type { Stage } from "../stage.ts";

const dayLength = 86_400_000;

/** When each of the first connections ends, in days from now; the others renew by themselves. */
const ends = [2, 6, 6, 9, 17, 17, 17, 33];

/** Lets the list say that its first connections end then, and nothing renews them. */
const endOnDays = async ({ page }: Stage): Promise<void> => {
  const today = new Date().setHours(12, 0, 0, 0);
  await page.route("**/rpc/connections/list", async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { json: readonly ConnectionSummary[] };
    const json = body.json.map((connection, index) => {
      const day = ends[index];
      if (day === undefined) return connection;
      const remedy = { en: "Sign in again before then.", ja: "それまでにサインインし直してください。" };
      const forecast = { cause: "access-token", certainty: "known", diesAt: today + day * dayLength, remedy };
      return { ...connection, forecast };
    });
    await route.fulfill({ response, json: { ...body, json } });
  });
};

/** The expiry calendar: empty, calm, and with ends to come. */
export const calendars = async (stage: Stage): Promise<void> => {
  const { page, served, toHome } = stage;
  const calendar = page.getByRole("banner").getByRole("link", { name: "Expiry calendar" });
  await calendar.click();
  await page.getByText("Nothing to keep an eye on yet").waitFor();
  await take(page, "calendar-empty");
  await toHome();
  await makeConnection(page, "Basecamp", { name: "Kumo Design Works" });
  await calendar.click();
  await page.getByText("Nothing needs you").waitFor();
  await take(page, "calendar-calm");
  await manyConnections(served.home, 14);
  await endOnDays(stage);
  await toHome();
  await page.reload();
  await homePage(page).rows.first().waitFor();
  await calendar.click();
  await page.getByRole("grid").waitFor();
  await take(page, "calendar");
  await takeNarrow(page, "calendar");
  await takeForDocs(page, "calendar", page.getByRole("grid"));
};
