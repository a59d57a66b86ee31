import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useService } from "../../store/app-store.ts";
import { endedBy, type QueueServer } from "../../store/consent-queue.ts";
import { consentQueue } from "../../store/consent-queue-store.ts";
import classes from "./bulk-export.module.css";
import { FailureWords } from "./failure-words.tsx";
import { StateSign } from "./state-sign.tsx";

interface ServerStepProps {
  readonly server: QueueServer;
  readonly servers: readonly QueueServer[];
  readonly service: string;
  /** It is this one's turn. */
  readonly isNext: boolean;
}

const signs = {
  waiting: "waiting",
  signing: "working",
  exporting: "working",
  done: "done",
  failed: "failed",
  skipped: "waiting",
} as const;

/** One of several servers: how far it is, and what can be done about it now. */
export const ServerStep = ({ server, servers, service, isNext }: ServerStepProps) => {
  const { t } = useTranslation();
  const { recipient, name, step, made } = server;
  const definition = useService(service)?.definition;
  const by = definition?.grant.sharing === "one-per-login" ? endedBy(servers, server) : undefined;
  const { take, skip, again } = consentQueue.getState();
  const ended = step.name === "done" && by !== undefined;
  const waits = step.name === "waiting" || step.name === "failed";
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <Text fw={600}>{name}</Text>
        {ended ? (
          <Text size="sm" c="var(--mantine-color-error)">
            {t("signIns.ended", { server: by.name, service: definition?.name ?? service })}
          </Text>
        ) : (
          <StepWords server={server} />
        )}
        <Group gap="xs" mt={waits || step.name === "skipped" || ended ? "xs" : 0}>
          {waits && isNext && (
            <Button size="xs" onClick={() => void take(recipient)}>
              {t(made ? "signIns.exportAgain" : "signIns.signIn", { server: name })}
            </Button>
          )}
          {waits && isNext && (
            <Button size="xs" variant="subtle" onClick={() => skip(recipient)}>
              {t("signIns.skip", { server: name })}
            </Button>
          )}
          {step.name === "skipped" && (
            <Button size="xs" variant="subtle" onClick={() => again(recipient)}>
              {t("signIns.takeUp", { server: name })}
            </Button>
          )}
          {ended && (
            <Button size="xs" variant="default" onClick={() => again(recipient)}>
              {t("signIns.anew", { server: name })}
            </Button>
          )}
        </Group>
      </div>
      <StateSign state={ended ? "failed" : signs[step.name]} />
    </li>
  );
};

const plainWords = {
  waiting: "signIns.waiting",
  signing: "signIns.signing",
  exporting: "signIns.exporting",
  skipped: "signIns.skipped",
} as const;

const StepWords = ({ server: { step, made } }: Pick<ServerStepProps, "server">) => {
  const { t } = useTranslation();
  if (step.name === "done") {
    const { person } = made ?? {};
    return <Text size="sm">{person === undefined ? t("signIns.done") : t("signIns.doneAs", { person })}</Text>;
  }
  if (step.name !== "failed") return <Text size="sm">{t(plainWords[step.name])}</Text>;
  return <FailureWords failure={step.failure} />;
};
