import { type BrowserContext, expect, type Page } from "@playwright/test";
import { connectionPage } from "./pages/connection.ts";
import { consentPage } from "./pages/consent.ts";
import { formPage } from "./pages/form.ts";
import { homePage } from "./pages/home.ts";
import { manyConnections } from "./support/list.ts";

interface Wish {
  readonly name?: string;
  /** Who signs in; the service's first person unless given. */
  readonly person?: string;
  /** Where the person signs in; beside the screens unless given. */
  readonly browser?: BrowserContext;
  /** What is entered, by the property's name. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** Makes a connection through the screens and waits for its test; ends on the connection's page. */
export const makeConnection = async (
  page: Page,
  service: string,
  { name, person, browser, properties = {} }: Wish = {},
) => {
  await homePage(page).begin(service);
  const form = formPage(page);
  if (name) await form.field("Name").fill(name);
  for (const [property, value] of Object.entries(properties)) await form.field(property).fill(value);
  await form.connect.click();
  await consentPage(page, browser).allow(person);
  const connection = connectionPage(page);
  await connection.heading(name ?? service).waitFor();
  await connection.passed.or(connection.failed).waitFor();
  return connection;
};

/** Makes a list of twelve, one of them real and of this name; ends on the home screen. */
export const makeTwelve = async (page: Page, home: string, name: string) => {
  await makeConnection(page, "Basecamp", { name });
  await manyConnections(home, 12);
  await page.getByRole("link", { name: "Keyferry" }).click();
  await page.reload();
  const list = homePage(page);
  await expect(list.rows).toHaveCount(12);
  return list;
};
