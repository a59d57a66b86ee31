import { ActionIcon, Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { machinesText, shortRecipient } from "../../../shared/grant-place.ts";
import type { HeldGrant, Server } from "../../../shared/servers.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import { ServiceIcon } from "../../ui/service-icon.tsx";
import { TakeBackDialog } from "../../ui/take-back-dialog.tsx";
import { dayText } from "../../ui/time.ts";
import { ForgetDialog, RenameServerDialog } from "./server-dialogs.tsx";
import classes from "./servers.module.css";

interface ServerPanelProps {
  readonly server: Server;
  readonly refresh: () => Promise<void>;
}

/** One machine: what it is called, and each grant it holds. */
export const ServerPanel = ({ server, refresh }: ServerPanelProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [renaming, setRenaming] = useState(false);
  const { recipient, name, holds } = server;
  const title = name ?? t(recipient === undefined ? "servers.passphrase" : "servers.unnamed");
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="sm">
        <div className={classes.words}>
          <Title order={2} size="h4" id={id} className={classes.words}>
            {title}
          </Title>
          {recipient !== undefined && (
            <Text size="sm" c="dimmed" ff="monospace" title={recipient}>
              {shortRecipient(recipient)}
            </Text>
          )}
        </div>
        {recipient !== undefined && (
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("servers.rename", { name: title })}
            title={t("servers.rename", { name: title })}
            onClick={() => setRenaming(true)}
          >
            <IconPencil size={18} aria-hidden="true" />
          </ActionIcon>
        )}
      </Group>
      {holds.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("servers.nothing")}
        </Text>
      ) : (
        <ul className={classes.holds}>
          {holds.map((held) => (
            <Held key={held.copy ?? held.connection} server={server} held={held} refresh={refresh} />
          ))}
        </ul>
      )}
      {renaming && recipient !== undefined && (
        <RenameServerDialog
          recipient={recipient}
          name={name ?? ""}
          onDone={refresh}
          onClose={() => setRenaming(false)}
        />
      )}
    </Paper>
  );
};

interface HeldProps extends ServerPanelProps {
  readonly held: HeldGrant;
}

const Held = ({ server, held, refresh }: HeldProps) => {
  const { t } = useTranslation();
  const definition = useService(held.service)?.definition;
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const { name, connection, copy } = held;
  return (
    <li className={classes.held}>
      <ServiceIcon path={definition?.icon} />
      <Stack gap={2} className={classes.words}>
        {connection === undefined ? (
          <Text fw={500}>{name}</Text>
        ) : (
          <Anchor href={addressOf.connection(connection)} fw={500}>
            {name}
          </Anchor>
        )}
        <Facts held={held} serviceName={definition?.name ?? held.service} />
      </Stack>
      {copy !== undefined && (
        <Button
          size="xs"
          variant="default"
          aria-label={t("servers.forgetOf", { name })}
          onClick={() => setAsking(true)}
        >
          {t("servers.forget")}
        </Button>
      )}
      {copy === undefined && connection !== undefined && definition && (
        <Button
          size="xs"
          variant="default"
          aria-label={t("servers.takeBackOf", { name })}
          onClick={() => setAsking(true)}
        >
          {t("servers.takeBack")}
        </Button>
      )}
      {asking && copy !== undefined && <ForgetDialog copy={copy} onDone={refresh} onClose={close} />}
      {asking && copy === undefined && connection !== undefined && definition && (
        <TakeBackDialog
          connection={connection}
          definition={definition}
          where={machinesText(server.recipient === undefined && server.name === undefined ? [] : [server])}
          onDone={refresh}
          onClose={close}
        />
      )}
    </li>
  );
};

const Facts = ({ held, serviceName }: { readonly held: HeldGrant; readonly serviceName: string }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { mode, since, fileName, machines } = held;
  const day = since === undefined ? undefined : dayText(since, language);
  const sinceText = () => {
    if (day === undefined) return t("servers.handedOverUnknown");
    return t(mode === "copy" ? "servers.copied" : "servers.handedOver", { day });
  };
  return (
    <>
      <Text size="sm">{[sinceText(), ...(fileName ? [t("servers.file", { file: fileName })] : [])].join(" · ")}</Text>
      {machines > 1 && (
        <Text size="sm" c="dimmed">
          {t("servers.oneOf", { count: machines })}
        </Text>
      )}
      {mode === "copy" && (
        <Text size="sm" c="dimmed">
          {t("servers.copyNote", { service: serviceName })}
        </Text>
      )}
    </>
  );
};
