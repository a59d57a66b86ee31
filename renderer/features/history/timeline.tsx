import { Button, Group, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconFileExport,
  IconFileImport,
  IconPencil,
  IconPlugConnected,
  IconRefresh,
  IconUserCheck,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail } from "../../../shared/connection.ts";
import type { History, HistoryEntry } from "../../../shared/history.ts";
import { client } from "../../client.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { type Loadable, load, loading } from "../../store/loadable.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { momentText, relativeTime } from "../../ui/time.ts";
import { useNow } from "../../ui/use-now.ts";
import { type FoldedEntry, foldEntries } from "./fold-entries.ts";
import { useSentence } from "./sentence.ts";
import classes from "./timeline.module.css";

/** So many events are shown at first, and so many more each time. */
const page = 8;

/** The life of a connection as a list of sentences, the newest first. */
export const Timeline = ({ connection }: { readonly connection: ConnectionDetail }) => {
  const { t } = useTranslation();
  const { history, more } = useHistory(connection);
  return (
    <Panel title={t("history.title")}>
      {history.status === "failed" && <FailureAlert failure={history.failure} />}
      {history.status === "ready" && <Entries history={history.value} more={more} />}
    </Panel>
  );
};

const Entries = ({ history, more }: { readonly history: History; readonly more: () => void }) => {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const { entries, total } = history;
  if (total === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("history.empty")}
      </Text>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: a list without bullets is no list to VoiceOver unless it says so */}
      <ol role="list" aria-label={t("history.list")} className={classes.list}>
        {foldEntries(entries).map((folded) => (
          <Entry key={`${folded.entry.at} ${folded.entry.type}`} folded={folded} now={now} />
        ))}
      </ol>
      {entries.length < total && (
        <Group gap="sm" mt="sm">
          <Button variant="default" size="xs" onClick={more}>
            {t("history.more")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("history.shown", { shown: entries.length, count: total })}
          </Text>
        </Group>
      )}
    </>
  );
};

const Entry = ({ folded, now }: { readonly folded: FoldedEntry; readonly now: number }) => {
  const language = useLanguage();
  const { sentence, programWord } = useSentence();
  const { entry } = folded;
  const { Icon, tone } = lookOf(entry);
  const code = codeOf(entry);
  return (
    <li className={classes.entry} data-tone={tone}>
      <span className={classes.sign}>
        <Icon size={18} aria-hidden="true" />
      </span>
      <div className={classes.words}>
        <div>
          {sentence(folded)}
          {code && <code className={classes.code}>{code}</code>}
        </div>
        <div className={classes.when}>
          <time dateTime={new Date(entry.at).toISOString()}>
            {relativeTime(Math.min(entry.at, now), now, language)} · {momentText(entry.at, language)}
          </time>
          {entry.program && ` · ${programWord(entry.program)}`}
        </div>
      </div>
    </li>
  );
};

const codeOf = (entry: HistoryEntry): string | undefined => {
  if (entry.type === "renewal-failed") return entry.code;
  return entry.type === "tested" ? entry.steps.find(({ status }) => status === "failed")?.code : undefined;
};

const lookOf = (entry: HistoryEntry) => {
  if (entry.type === "tested") {
    return entry.ok
      ? ({ Icon: IconCircleCheck, tone: "good" } as const)
      : ({ Icon: IconCircleX, tone: "bad" } as const);
  }
  return looks[entry.type];
};

const looks = {
  connected: { Icon: IconPlugConnected, tone: "good" },
  "consented-again": { Icon: IconUserCheck, tone: "good" },
  renewed: { Icon: IconRefresh, tone: "plain" },
  "renewal-failed": { Icon: IconAlertTriangle, tone: "bad" },
  exported: { Icon: IconFileExport, tone: "plain" },
  "taken-over": { Icon: IconArrowBackUp, tone: "plain" },
  imported: { Icon: IconFileImport, tone: "plain" },
  "account-chosen": { Icon: IconUserCheck, tone: "plain" },
  renamed: { Icon: IconPencil, tone: "plain" },
} as const satisfies Record<Exclude<HistoryEntry["type"], "tested">, object>;

/** The journal, fetched again whenever the connection was: what is shown stays until the answer is there. */
const useHistory = (connection: ConnectionDetail) => {
  const [history, setHistory] = useState<Loadable<History>>(loading);
  const [limit, setLimit] = useState(page);
  useEffect(() => {
    let wanted = true;
    void load(() => client.connections.history({ id: connection.id, limit })).then((answer) => {
      if (wanted) setHistory(answer);
    });
    return () => {
      wanted = false;
    };
  }, [connection, limit]);
  return { history, more: () => setLimit((now) => Math.min(now + 5 * page, 1000)) };
};
