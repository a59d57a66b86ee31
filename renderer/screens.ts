import { lazily } from "./ui/lazily.tsx";

/** Every screen but the first, whose code comes after it. */
export const ConnectionScreen = lazily(
  async () => (await import("./features/connection/connection-screen.tsx")).ConnectionScreen,
);
export const TestPanel = lazily(async () => (await import("./features/connection-test/test-panel.tsx")).TestPanel);
export const PastTests = lazily(async () => (await import("./features/connection-test/past-tests.tsx")).PastTests);
export const Timeline = lazily(async () => (await import("./features/history/timeline.tsx")).Timeline);
export const ConsentScreen = lazily(async () => (await import("./features/consent/consent-screen.tsx")).ConsentScreen);
export const Greeting = lazily(async () => (await import("./features/consent/greeting.tsx")).Greeting);
export const ExportDialog = lazily(async () => (await import("./features/export/export-dialog.tsx")).ExportDialog);
export const KeyGateScreen = lazily(async () => (await import("./features/keys/key-gate-screen.tsx")).KeyGateScreen);
export const NewConnectionScreen = lazily(
  async () => (await import("./features/new-connection/new-connection-screen.tsx")).NewConnectionScreen,
);
export const ServicePicker = lazily(
  async () => (await import("./features/new-connection/service-picker.tsx")).ServicePicker,
);
export const SettingsScreen = lazily(
  async () => (await import("./features/settings/settings-screen.tsx")).SettingsScreen,
);
export const ServersScreen = lazily(async () => (await import("./features/servers/servers-screen.tsx")).ServersScreen);
export const CalendarScreen = lazily(
  async () => (await import("./features/calendar/calendar-screen.tsx")).CalendarScreen,
);
export const BulkExportScreen = lazily(
  async () => (await import("./features/export/bulk-export-screen.tsx")).BulkExportScreen,
);
export const SignInsScreen = lazily(async () => (await import("./features/export/sign-ins-screen.tsx")).SignInsScreen);
export const SignInsBanner = lazily(async () => (await import("./features/export/sign-ins-banner.tsx")).SignInsBanner);
export const ImportDialog = lazily(async () => (await import("./features/import/import-dialog.tsx")).ImportDialog);

const later = [
  ServicePicker,
  NewConnectionScreen,
  ConnectionScreen,
  TestPanel,
  PastTests,
  Timeline,
  ConsentScreen,
  ExportDialog,
  SettingsScreen,
  ServersScreen,
  CalendarScreen,
  BulkExportScreen,
  SignInsScreen,
  SignInsBanner,
  ImportDialog,
];

/** Fetches the code of the other screens while nothing else is to be done, so that none is waited for. */
export const prepareScreens = (): (() => void) => {
  const handle = requestIdleCallback(async () => {
    for (const screen of later) await screen.prepare().catch(() => {});
  });
  return () => cancelIdleCallback(handle);
};
