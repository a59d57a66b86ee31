import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeConnection } from "../../../e2e/flows.ts";
import { connectionPage } from "../../../e2e/pages/connection.ts";
import { exportDialog } from "../../../e2e/pages/export.ts";
import { homePage } from "../../../e2e/pages/home.ts";
import { take, takeNarrow, takePartForDocs, wide } from "../camera.ts";
import type { Stage } from "../stage.ts";

/** Carrying connections to servers, and the page that tells which server holds what. */
export const exports = async (stage: Stage): Promise<void> => {
  const { page, server, toHome } = stage;
  await makeConnection(page, "Basecamp", { name: "Client archive", properties: { ProjectId: "abcd1234" } });
  await toHome();
  await makeConnection(page, "Instagram", { name: "Kumo on Instagram" });
  const recipient = (await server.type("keyferry identity")).stdout.trim();
  const other = (await server.type("KEYFERRY_HOME=$HOME/other keyferry identity")).stdout.trim();
  await copyToSeveral(stage, recipient, other);
  await homePage(page).open("Client archive");
  await choices(stage, recipient, other);
  await ready(stage);
  await servers(stage);
};

const copyToSeveral = async ({ page }: Stage, recipient: string, other: string): Promise<void> => {
  const connection = connectionPage(page);
  const dialog = exportDialog(page);
  await connection.export.click();
  await dialog.make.waitFor();
  await take(page, "export-copyable");
  await dialog.recipients.fill(`${recipient}\n${other}`);
  await dialog.machineNames.first().fill("web-1");
  await dialog.machineNames.nth(1).fill("web-2");
  await dialog.make.click();
  await dialog.ready.waitFor();
  await take(page, "export-ready-several");
  await dialog.done.click();
};

const choices = async ({ page }: Stage, recipient: string, other: string): Promise<void> => {
  const connection = connectionPage(page);
  const dialog = exportDialog(page);
  await connection.export.click();
  await dialog.make.waitFor();
  await take(page, "export");
  await takeNarrow(page, "export");
  await dialog.recipients.fill("db-1.example.com");
  await page.getByText(/^A recipient starts with age1/).waitFor();
  await take(page, "export-wrong-recipient");
  await dialog.copy.check();
  await dialog.recipients.fill(recipient);
  await dialog.dialog.getByText("A sign-in of its own for each server").click();
  await page.setViewportSize({ ...wide, height: 1250 });
  await take(page, "export-copy");
  await page.setViewportSize(wide);
  await dialog.toPassphrase.click();
  await dialog.passphrase.fill("harbour");
  await take(page, "export-passphrase-weak");
  await dialog.suggest.click();
  await take(page, "export-passphrase");
  await takeNarrow(page, "export-passphrase");
  await dialog.dialog.getByText("A server", { exact: true }).click();
  await dialog.handOver.check();
  await dialog.recipients.fill(`${recipient}\n${other}`);
  await page.setViewportSize({ ...wide, height: 1150 });
  await take(page, "export-several");
  await page.setViewportSize(wide);
  await takeNarrow(page, "export-several");
  await dialog.recipients.fill(recipient);
  await dialog.machineName.fill("db-1");
};

const ready = async ({ page, server }: Stage): Promise<void> => {
  const dialog = exportDialog(page);
  await dialog.make.click();
  await dialog.ready.waitFor();
  await page.setViewportSize({ ...wide, height: 1400 });
  await take(page, "export-ready");
  const kits = dialog.ready.getByRole("radiogroup", { name: "Where it goes" });
  for (const [kit, name] of [
    ["systemd", "systemd"],
    ["Kubernetes", "kubernetes"],
    ["Python", "python"],
  ] as const) {
    await kits.getByText(kit, { exact: true }).click();
    await take(page, `kit-${name}`);
  }
  await kits.getByText("Docker Compose", { exact: true }).click();
  await takePartForDocs("export", page.getByRole("dialog"));
  await page.setViewportSize(wide);
  await takeNarrow(page, "export-ready");
  await writeFile(join(server.home, "OAuthSettings.txt"), await dialog.save());
  await dialog.done.click();
};

const servers = async ({ page, server, practice }: Stage): Promise<void> => {
  const connection = connectionPage(page);
  await connection.takeBack.waitFor();
  await take(page, "connection-elsewhere");
  await takeNarrow(page, "connection-elsewhere");
  await page.getByRole("link", { name: "Servers" }).click();
  await page.getByRole("region", { name: "db-1" }).waitFor();
  await take(page, "servers");
  await takeNarrow(page, "servers");
  await page.getByRole("button", { name: "Rename db-1" }).click();
  await connection.dialog.waitFor();
  await take(page, "server-rename");
  await page.keyboard.press("Escape");
  await connection.dialog.waitFor({ state: "detached" });
  await page
    .getByRole("button", { name: /^Forget the copy/ })
    .first()
    .click();
  await connection.dialog.waitFor();
  await take(page, "server-forget");
  await page.keyboard.press("Escape");
  await connection.dialog.waitFor({ state: "detached" });
  await homePage(page).open("Client archive");
  await connection.takeBack.click();
  await connection.dialog.waitFor();
  await take(page, "take-back");
  await server.type(`KEYFERRY_PRACTICE=${practice.origin} keyferry refresh --force --settings OAuthSettings.txt`);
  await connection.dialog.getByRole("button", { name: "Take it back here" }).click();
  await connection.dialog.getByRole("alert").waitFor();
  await take(page, "take-back-refused");
  await page.keyboard.press("Escape");
};
