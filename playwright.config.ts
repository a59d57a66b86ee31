import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/find-chromium.ts";

const executablePath = findChromium();
const isRoot = process.getuid?.() === 0;

/**
 * The screens, each test with a program, a home and a practice provider of its own: `served` in a real browser,
 * `desktop` in the desktop program, on the real Electron binary or on its stand-in.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  // On shared machines a browser is now and then starved; the list then says "flaky", and it is looked into.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  // The longest journeys take 8 s alone, and more than twice that beside another on two cores.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./e2e/desktop/runtime-reporter.ts"]],
  projects: [
    { name: "served", testIgnore: "desktop/**" },
    { name: "desktop", testMatch: "desktop/*.spec.ts" },
  ],
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "Asia/Tokyo",
    viewport: { width: 1200, height: 850 },
    contextOptions: { reducedMotion: "reduce" },
    // Recording costs a fifth of the time: what fails is run again with it, by hand or in CI.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: isRoot ? ["--no-sandbox"] : [],
    },
  },
});
