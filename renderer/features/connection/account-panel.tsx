import { NativeSelect, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccountChoices, ConnectionDetail } from "../../../shared/connection.ts";
import { client } from "../../client.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { useTestStore } from "../../store/test-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Panel } from "../../ui/panel.tsx";

interface AccountPanelProps {
  readonly connection: ConnectionDetail;
  /** Fetches the connection again after the change. */
  readonly refresh: () => Promise<void>;
}

const choiceId = "account-choice";

/** Leads a person to the choice of the account, where there is one. */
export const showAccountChoice = (): void => document.getElementById(choiceId)?.focus();

/** Which of the accounts of a sign-in the connection is for. Nothing where there is nothing to choose. */
export const AccountPanel = ({ connection: { id }, refresh }: AccountPanelProps) => {
  const { t } = useTranslation();
  const [choices, setChoices] = useChoices(id);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  if (!choices || (choices.accounts.length < 2 && choices.chosen !== null)) return null;
  const { property } = choices;

  const choose = async (value: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.connections.choose({ id, property, value });
      setChoices({ ...choices, chosen: value });
      void useTestStore.getState().start(id);
      await refresh();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
    setBusy(false);
  };

  return (
    <Panel title={t("connection.account")}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("connection.accountText")}
        </Text>
        <NativeSelect
          id={choiceId}
          label={property}
          data={optionsOf(choices, {
            none: t("connection.accountNone"),
            unsuitable: (account) => t("connection.accountUnsuitable", { account }),
            unknown: (account) => t("connection.accountUnknown", { account }),
          })}
          value={choices.chosen ?? ""}
          aria-busy={busy}
          onChange={(event) => {
            if (!busy) void choose(event.currentTarget.value);
          }}
        />
        {failure && <FailureAlert failure={failure} />}
      </Stack>
    </Panel>
  );
};

interface OptionWords {
  readonly none: string;
  readonly unsuitable: (account: string) => string;
  readonly unknown: (account: string) => string;
}

/** Every account, and what stands in the connection where it is none of them. */
const optionsOf = ({ accounts, chosen }: AccountChoices, words: OptionWords) => [
  ...(chosen === null ? [{ value: "", label: words.none, disabled: true }] : []),
  ...(chosen !== null && accounts.every(({ value }) => value !== chosen)
    ? [{ value: chosen, label: words.unknown(chosen), disabled: true }]
    : []),
  ...accounts.map(({ value, label, suits }) => {
    const account = `${label} · ${value}`;
    return { value, label: suits ? account : words.unsuitable(account), disabled: !suits };
  }),
];

/** Asks the service once, when the connection opens. That it cannot be asked is no news here: the test says so. */
const useChoices = (id: string) => {
  const [choices, setChoices] = useState<AccountChoices | null>(null);
  useEffect(() => {
    let wanted = true;
    const show = (answer: AccountChoices | null) => {
      if (wanted) setChoices(answer);
    };
    client.connections.choices({ id }).then(show, () => show(null));
    return () => {
      wanted = false;
    };
  }, [id]);
  return [choices, setChoices] as const;
};
