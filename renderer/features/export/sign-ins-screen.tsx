import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { endedBy, nextOf, type QueueBase, type QueueServer } from "../../store/consent-queue.ts";
import { consentQueue, useConsentQueue } from "../../store/consent-queue-store.ts";
import { addressOf, goTo } from "../../store/route.ts";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import classes from "./bulk-export.module.css";
import { DiscardDialog } from "./discard-dialog.tsx";
import { ExportedFiles } from "./exported-files.tsx";
import { ServerStep } from "./server-step.tsx";

/** Leads through one sign-in for each of several servers, and shows what was made for whom. */
export const SignInsScreen = () => {
  const { t } = useTranslation();
  const base = useConsentQueue((state) => state.base);
  const servers = useConsentQueue((state) => state.servers);
  return (
    <Screen
      narrow
      title={t("signIns.title")}
      lead={base && <Lead base={base} count={servers.length} />}
      back={{ href: addressOf.home, label: t("shell.backHome") }}
    >
      {base ? <Queue base={base} servers={servers} /> : <Nothing />}
    </Screen>
  );
};

const Lead = ({ base, count }: { readonly base: QueueBase; readonly count: number }) => {
  const { t } = useTranslation();
  const definition = useService(base.service)?.definition;
  const words = { name: base.name, count, service: definition?.name ?? base.service };
  return (
    <Text c="dimmed">
      {t(definition?.grant.sharing === "one-per-login" ? "signIns.leadLogin" : "signIns.lead", words)}
    </Text>
  );
};

const Nothing = () => {
  const { t } = useTranslation();
  return (
    <Panel title={t("signIns.nothingTitle")}>
      <Text>{t("signIns.nothingText")}</Text>
    </Panel>
  );
};

interface QueueProps {
  readonly base: QueueBase;
  readonly servers: readonly QueueServer[];
}

const Queue = ({ base, servers }: QueueProps) => {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage());
  const saved = useConsentQueue((state) => state.saved);
  const oneEach = useService(base.service)?.definition.grant.sharing === "one-per-login";
  const next = nextOf(servers);
  // A file whose grant has ended since is of no use to anybody.
  const files = servers.flatMap((server) => {
    const { name, label, step } = server;
    const ended = oneEach && endedBy(servers, server) !== undefined;
    return step.name === "done" && !ended ? [{ name, label, result: step.result }] : [];
  });
  return (
    <Stack gap="lg">
      <Panel title={t("signIns.list")}>
        <Stack gap="md">
          <div>
            <Text size="sm" fw={500} mb={6} role="status">
              {t("signIns.progress", { done: number.format(files.length), all: number.format(servers.length) })}
            </Text>
            <Progress value={(files.length / servers.length) * 100} color="green" aria-hidden="true" />
          </div>
          <ol className={classes.items}>
            {servers.map((server) => (
              <ServerStep
                key={server.recipient}
                server={server}
                servers={servers}
                service={base.service}
                isNext={server === next}
              />
            ))}
          </ol>
          {next && (
            <>
              <Alert color="blue" icon={<IconInfoCircle aria-hidden="true" />}>
                {t("signIns.keep")}
              </Alert>
              <Group justify="flex-end">
                <Button variant="default" onClick={() => consentQueue.getState().endHere()}>
                  {t("signIns.endHere")}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Panel>
      {files.length > 0 && (
        <Panel title={t("signIns.made")}>
          <ExportedFiles
            files={files}
            together={false}
            saved={saved}
            onSaved={(labels) => consentQueue.getState().markSaved(labels)}
          />
        </Panel>
      )}
      {!next && (
        <Group justify="flex-end">
          <FinishButton unsaved={files.some(({ label }) => !saved.includes(label))} />
        </Group>
      )}
    </Stack>
  );
};

/** Files that nobody has saved are gone with this: that is asked about first. */
const FinishButton = ({ unsaved }: { readonly unsaved: boolean }) => {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const finish = () => {
    goTo(addressOf.home);
    consentQueue.getState().finish();
  };
  return (
    <>
      <Button variant="default" onClick={() => (unsaved ? setAsking(true) : finish())}>
        {t("exporting.done")}
      </Button>
      {asking && <DiscardDialog onClose={() => setAsking(false)} onDiscard={finish} />}
    </>
  );
};
