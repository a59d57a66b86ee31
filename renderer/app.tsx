import { Loader } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { HomeScreen } from "./features/home/home-screen.tsx";
import { RecoveryNote } from "./features/keys/recovery-note.tsx";
import { openPalette } from "./features/palette/palette.tsx";
import {
  BulkExportScreen,
  CalendarScreen,
  ConnectionScreen,
  ConsentScreen,
  ExportDialog,
  Greeting,
  KeyGateScreen,
  NewConnectionScreen,
  PastTests,
  prepareScreens,
  ServersScreen,
  ServicePicker,
  SettingsScreen,
  SignInsBanner,
  SignInsScreen,
  TestPanel,
  Timeline,
} from "./screens.ts";
import { Everywhere } from "./shell.tsx";
import { type AppFacts, useAppStore } from "./store/app-store.ts";
import { followEvents } from "./store/events-store.ts";
import { useKeyStore } from "./store/key-store.ts";
import { parseRoute, type Route, useAddress } from "./store/route.ts";
import { useSignInStore } from "./store/sign-in-store.ts";
import { FailureAlert } from "./ui/failure-alert.tsx";
import { Header } from "./ui/header.tsx";
import { keepFocus } from "./ui/keep-focus.ts";
import { LostScreen } from "./ui/lost-screen.tsx";
import { Screen } from "./ui/screen.tsx";

/** The whole window: the header, and the screen that belongs to the address. */
export const App = () => {
  const { keys, load } = useKeyStore();
  if (keys.status === "ready" && keys.value.state === "ready") return <OpenApp />;
  return (
    <>
      <Header practice={false} />
      {keys.status === "loading" && <Opening />}
      {keys.status === "failed" && (
        <ProductScreen>
          <FailureAlert failure={keys.failure} onRetry={() => void load()} />
        </ProductScreen>
      )}
      {keys.status === "ready" && keys.value.state !== "ready" && <KeyGateScreen keys={keys.value} />}
    </>
  );
};

/** The window once the key to the settings files is at hand. */
const OpenApp = () => {
  const { facts, load } = useAppStore();
  useEffect(() => followEvents(), []);
  useEffect(() => keepFocus(), []);
  useEffect(prepareScreens, []);
  return (
    <>
      <Header practice={facts.status === "ready" && facts.value.info.practice} onPalette={openPalette} />
      <Everywhere />
      {facts.status === "loading" && <Opening />}
      {facts.status === "failed" && (
        <ProductScreen>
          <FailureAlert failure={facts.failure} onRetry={() => void load()} />
        </ProductScreen>
      )}
      {facts.status === "ready" && <CurrentScreen facts={facts.value} />}
    </>
  );
};

/** A sign-in under way covers the place it was begun from; going elsewhere ends it. */
const CurrentScreen = ({ facts }: { readonly facts: AppFacts }) => {
  const address = useAddress();
  const { phase, subject } = useSignInStore();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what the effect waits for
  useEffect(() => useSignInStore.getState().cancel, [address]);

  if (phase.name !== "idle" && subject) {
    return (
      <ConsentScreen
        phase={phase}
        service={subject.service}
        browser={subject.browser}
        banner={parseRoute(address).screen === "sign-ins" && <SignInsBanner />}
      />
    );
  }
  return <Place key={address} route={parseRoute(address)} facts={facts} />;
};

const Place = ({ route, facts }: { readonly route: Route; readonly facts: AppFacts }) => {
  const infoOf = (service: string) => facts.services.find(({ definition }) => definition.id === service);
  switch (route.screen) {
    case "home":
      return <HomeScreen recovery={<RecoveryNote quiet />} />;
    case "settings":
      return <SettingsScreen recovery={<RecoveryNote />} />;
    case "servers":
      return <ServersScreen />;
    case "export":
      return <BulkExportScreen />;
    case "sign-ins":
      return <SignInsScreen />;
    case "calendar":
      return <CalendarScreen />;
    case "pick-service":
      return <ServicePicker />;
    case "new-connection": {
      const info = infoOf(route.service);
      return info ? <NewConnectionScreen info={info} /> : <LostScreen />;
    }
    case "connection":
      return (
        <ConnectionScreen
          id={route.id}
          greeting={<Greeting id={route.id} />}
          renderTest={({ act, connection, refresh }) => (
            <>
              <TestPanel connection={route.id} onAction={act} />
              <PastTests connection={connection} refresh={refresh} />
            </>
          )}
          renderHistory={(connection) => <Timeline connection={connection} />}
          renderExport={(connection, events) => {
            const definition = infoOf(connection.service)?.definition;
            return definition && <ExportDialog connection={connection} definition={definition} {...events} />;
          }}
        />
      );
    case "lost":
      return <LostScreen />;
  }
};

const ProductScreen = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <Screen narrow title={t("shell.product")}>
      {children}
    </Screen>
  );
};

const Opening = () => {
  const { t } = useTranslation();
  return (
    <ProductScreen>
      <Loader role="status" aria-label={t("shell.loading")} />
    </ProductScreen>
  );
};
