import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import { authSchemeOf } from "../../../shared/property-check.ts";
import type { TestAction } from "../../../shared/test-report.ts";
import { useService } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { useTestRun, useTestStore } from "../../store/test-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { HealthBadge } from "../../ui/health.tsx";
import { Screen } from "../../ui/screen.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { TakeBackDialog } from "../../ui/take-back-dialog.tsx";
import { AccountPanel, showAccountChoice } from "./account-panel.tsx";
import { DeleteDialog, RenameDialog } from "./dialogs.tsx";
import { Facts } from "./facts.tsx";
import { HealthAlert } from "./health-alert.tsx";
import { ReconnectDialog, whereOf } from "./ownership-dialogs.tsx";

interface ConnectionPageProps {
  readonly connection: ConnectionDetail;
  readonly refresh: () => Promise<void>;
  readonly greeting: ReactNode;
  readonly renderTest: RenderTest;
  readonly history: ReactNode;
  readonly renderExport: RenderExport;
}

/** Shows the staged test and those before it; `act` does what mends a step. */
export type RenderTest = (events: {
  readonly act: (action: TestAction) => void;
  readonly connection: ConnectionDetail;
  readonly refresh: () => Promise<void>;
}) => ReactNode;

/** Shows the dialog that exports a connection; it tells when a file is made, which may change the connection. */
export type RenderExport = (
  connection: ConnectionDetail,
  events: { readonly onExported: () => void; readonly onClose: () => void },
) => ReactNode;

type Dialog = "rename" | "delete" | "take-back" | "reconnect" | "export";

/** A connection: how it stands, what can be done with it, and the facts. */
export const ConnectionPage = ({
  connection,
  refresh,
  greeting,
  renderTest,
  history,
  renderExport,
}: ConnectionPageProps) => {
  const { t } = useTranslation();
  const { id, service, health } = connection;
  const definition = useService(service)?.definition;
  const scheme = definition && authSchemeOf(definition, connection.properties);
  const [dialog, setDialog] = useState<Dialog>();
  const failure = useSignInStore((state) => (state.subject?.id === id ? state.failure : undefined));
  const { reconnect, forget } = useSignInStore.getState();
  const close = () => setDialog(undefined);

  const signInAgain = () =>
    void reconnect({
      service,
      id,
      browser: (scheme ?? "OAuth") === "OAuth",
      ...(connection.account === undefined ? {} : { account: connection.account }),
    });
  // A sign-in that ends the connection on another machine is asked about first.
  const endsOther = health === "elsewhere" && definition?.grant.sharing === "one-per-login";
  const reconnectOrAsk = () => (endsOther ? setDialog("reconnect") : signInAgain());
  const reconnectButton = (
    <Button variant="default" onClick={reconnectOrAsk}>
      {t("connection.reconnect")}
    </Button>
  );
  const takeBackButton = (
    <Button variant="default" onClick={() => setDialog("take-back")}>
      {t("connection.takeBack")}
    </Button>
  );
  const actions: Readonly<Record<TestAction, () => void>> = {
    reconnect: reconnectOrAsk,
    "take-back": () => setDialog("take-back"),
    "choose-account": showAccountChoice,
    "try-again": () => void useTestStore.getState().start(id),
  };
  const act = (action: TestAction) => actions[action]();
  const reconnectIsRemedy = health === "consent-needed" || health === "unreadable";

  return (
    <Screen
      title={connection.name}
      mark={<ServiceIcon path={definition?.icon} large />}
      lead={<Lead connection={connection} serviceName={definition?.name ?? service} />}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
      actions={
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("connection.rename")}
          title={t("connection.rename")}
          onClick={() => setDialog("rename")}
        >
          <IconPencil size={18} aria-hidden="true" />
        </ActionIcon>
      }
    >
      <Stack gap="md">
        {greeting}
        {failure && <FailureAlert title={t("connection.failedReconnect")} failure={failure} onClose={forget} />}
        <HealthAlert connection={connection} action={health === "elsewhere" ? takeBackButton : reconnectButton} />
        <Group gap="sm">
          <TestButton id={id} />
          <Button variant="default" onClick={() => setDialog("export")}>
            {t("connection.export")}
          </Button>
          {!reconnectIsRemedy && reconnectButton}
          <Button variant="subtle" color="red" ml="auto" onClick={() => setDialog("delete")}>
            {t("connection.delete")}
          </Button>
        </Group>
        {renderTest({ act, connection, refresh })}
        {health === "good" && <AccountPanel key={id} connection={connection} refresh={refresh} />}
        {history}
        <Facts connection={connection} definition={definition} scheme={scheme} />
      </Stack>
      {dialog === "export" &&
        // What lives elsewhere from now on must not look as before for a moment: buttons would do other things.
        renderExport(connection, { onExported: () => void refresh(), onClose: close })}
      {dialog === "rename" && <RenameDialog connection={connection} onClose={close} onDone={refresh} />}
      {dialog === "take-back" && definition && (
        <TakeBackDialog
          connection={id}
          where={whereOf(connection)}
          definition={definition}
          onClose={close}
          onDone={refresh}
        />
      )}
      {dialog === "reconnect" && <ReconnectDialog connection={connection} onClose={close} onConfirm={signInAgain} />}
      {dialog === "delete" && (
        <DeleteDialog connection={connection} serviceName={definition?.name ?? service} onClose={close} />
      )}
    </Screen>
  );
};

/** Stays focusable while the test runs; a second start is ignored. */
const TestButton = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const running = useTestRun(id).phase === "running";
  const start = useTestStore((state) => state.start);
  return (
    <>
      <Button data-disabled={running} aria-disabled={running} onClick={() => void start(id)}>
        {t("connection.test")}
      </Button>
      {running && (
        <Button variant="default" onClick={() => useTestStore.getState().cancel(id)}>
          {t("connection.cancelTest")}
        </Button>
      )}
    </>
  );
};

const Lead = ({ connection, serviceName }: { readonly connection: ConnectionDetail; readonly serviceName: string }) => {
  const { t } = useTranslation();
  const unknown = connection.health === "unreadable" ? undefined : t("connection.noAccount");
  return (
    <Group gap="xs">
      <Text c="dimmed">{[serviceName, connection.account ?? unknown].filter(Boolean).join(" · ")}</Text>
      <HealthBadge health={connection.health} />
    </Group>
  );
};
