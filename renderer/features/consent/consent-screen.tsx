import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconExternalLink } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../../client.ts";
import { useService } from "../../store/app-store.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { type ConsentEvent, type SignInPhase, useSignInStore } from "../../store/sign-in-store.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { countdownText } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";
import { Arrived } from "./arrived.tsx";
import { PasteAddress } from "./paste-address.tsx";

export interface ConsentScreenProps {
  readonly phase: SignInPhase;
  readonly service: string;
  /** Whether the browser has a part in it. */
  readonly browser: boolean;
  /** What it belongs to, where it is one of several. */
  readonly banner?: ReactNode;
}

/** What is shown while a person signs in to a service in the browser, or a key or password is tried. */
export const ConsentScreen = ({ phase, service, browser, banner }: ConsentScreenProps) => {
  const { t } = useTranslation();
  const definition = useService(service)?.definition;
  const name = definition?.name ?? service;
  const cancel = useSignInStore((state) => state.cancel);
  const account = useSignInStore((state) => state.subject?.account);
  return (
    <Screen
      narrow
      title={t(browser ? "consent.title" : "form.title", { service: name })}
      mark={<ServiceIcon path={definition?.icon} large />}
      lead={phase.name === "consent" && <TimeLeft until={phase.consent.expiresAt} />}
    >
      <Stack gap="md">
        {banner}
        {phase.name === "arrived" ? (
          <Arrived arrival={phase.arrival} undecided={phase.undecided} service={name} />
        ) : browser || phase.name === "consent" ? (
          <Progress phase={phase} />
        ) : (
          <Asking service={name} />
        )}
        {phase.name === "consent" && <Consent consent={phase.consent} service={name} account={account} />}
        {!(phase.name === "arrived" && phase.undecided) && (
          <Group justify="flex-end">
            <Button variant="default" onClick={cancel}>
              {t("shell.cancel")}
            </Button>
          </Group>
        )}
      </Stack>
    </Screen>
  );
};

const Progress = ({ phase }: { readonly phase: SignInPhase }) => {
  const { t } = useTranslation();
  const words =
    phase.name === "consent"
      ? phase.consent.listening && t("consent.waiting", { callback: phase.consent.callback })
      : t(phase.name === "exchanging" ? "consent.exchanging" : "consent.starting");
  return words ? <Busy words={words} /> : null;
};

/** Nothing is asked of the person: the key or the password is tried. */
const Asking = ({ service }: { readonly service: string }) => {
  const { t } = useTranslation();
  return <Busy words={t("consent.asking", { service })} />;
};

const Busy = ({ words }: { readonly words: string }) => (
  <Group role="status" gap="sm" wrap="nowrap">
    <Loader size="sm" aria-hidden="true" />
    <Text>{words}</Text>
  </Group>
);

const TimeLeft = ({ until }: { readonly until: number }) => {
  const { t } = useTranslation();
  const left = until - useNow(1000);
  return (
    <Text c="dimmed" role="timer">
      {left > 0 ? t("consent.timeLeft", { time: countdownText(left) }) : t("consent.timeOver")}
    </Text>
  );
};

interface ConsentProps {
  readonly consent: ConsentEvent;
  readonly service: string;
  /** The account that a connection is for which exists already. */
  readonly account: string | undefined;
}

const Consent = ({ consent, service, account }: ConsentProps) => {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure>();
  const attempt = async (call: () => Promise<void>) => {
    setFailure(undefined);
    try {
      await call();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };

  return (
    <>
      {!consent.listening && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />}>
          {t("consent.notListening", { callback: consent.callback })}
        </Alert>
      )}
      {failure && <FailureAlert failure={failure} />}
      <Panel>
        <Stack gap="md">
          <Text>{t(consent.listening ? "consent.lead" : "consent.leadPaste", { service })}</Text>
          <Text size="sm" c="dimmed">
            {account === undefined ? t("consent.whichAccount") : t("consent.sameAccount", { account })}
          </Text>
          <div>
            <Text size="sm" fw={500} mb={6}>
              {t("consent.address")}
            </Text>
            <CodeLine text={consent.url} />
          </div>
          <Group>
            <Button
              variant="default"
              onClick={() => void attempt(() => client.connections.openAgain({ attempt: consent.attempt }))}
            >
              {t("consent.openAgain")}
            </Button>
            <Button
              component="a"
              href={consent.url}
              target="_blank"
              rel="noreferrer"
              variant="subtle"
              rightSection={<IconExternalLink size={16} aria-hidden="true" />}
            >
              {t("consent.open")}
            </Button>
          </Group>
        </Stack>
      </Panel>
      <Panel>
        <PasteAddress
          callback={consent.callback}
          onSend={(address) => attempt(() => client.connections.pasteAddress({ attempt: consent.attempt, address }))}
        />
      </Panel>
    </>
  );
};
