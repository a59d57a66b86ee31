import { Alert, Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconKey } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type KeyState, shortestPassphrase } from "../../../shared/key-gate.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useKeyStore } from "../../store/key-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Screen } from "../../ui/screen.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { useChange } from "../../ui/use-change.ts";

type Closed = Exclude<KeyState, { state: "ready" }>;

/** What stands before all screens while the key to the settings files is not at hand. */
export const KeyGateScreen = ({ keys }: { readonly keys: Closed }) => {
  switch (keys.state) {
    case "undecided":
      return <Decide keys={keys} />;
    case "passphrase":
      return <Unlock />;
    case "lost":
      return <Lost keys={keys} />;
  }
};

/** Runs one decision, and shows why it could not be done. */
const useDecision = () => {
  const { busy, failure, run } = useChange(useKeyStore((state) => state.decide));
  return { running: busy, alert: failure && <FailureAlert failure={failure} />, run };
};

const submitted = (work: () => void) => (event: FormEvent) => {
  event.preventDefault();
  work();
};

const Decide = ({ keys }: { readonly keys: Extract<Closed, { state: "undecided" }> }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const [way, setWay] = useState("passphrase");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const { running, alert, run } = useDecision();
  const usable = way === "file" || ([...passphrase].length >= shortestPassphrase && passphrase === again);
  const decide = () =>
    run((calls) => (way === "file" ? calls.choosePlainFile() : calls.choosePassphrase({ passphrase })));
  return (
    <Screen narrow title={t("keys.decideTitle")} lead={<Text c="dimmed">{t("keys.decideLead")}</Text>}>
      <form onSubmit={submitted(decide)}>
        <Stack gap="lg">
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={t("keys.noKeychain")}>
            {sentence(localised(keys.reason))}
          </Alert>
          <Radio.Group label={t("keys.decideWay")} value={way} onChange={setWay}>
            <Stack gap="sm" mt="xs">
              <Radio value="passphrase" label={t("keys.wayPassphrase")} description={t("keys.wayPassphraseNote")} />
              <Radio value="file" label={t("keys.wayFile")} description={t("keys.wayFileNote")} />
            </Stack>
          </Radio.Group>
          {way === "passphrase" && <NewPassphrase {...{ passphrase, setPassphrase, again, setAgain }} />}
          {alert}
          <Group>
            <Button type="submit" disabled={!usable} loading={running}>
              {t("keys.decideGo")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Screen>
  );
};

interface NewPassphraseProps {
  readonly passphrase: string;
  readonly setPassphrase: (value: string) => void;
  readonly again: string;
  readonly setAgain: (value: string) => void;
}

const NewPassphrase = ({ passphrase, setPassphrase, again, setAgain }: NewPassphraseProps) => {
  const { t } = useTranslation();
  const short = passphrase !== "" && [...passphrase].length < shortestPassphrase;
  return (
    <Stack gap="sm">
      <SecretInput
        label={t("keys.passphrase")}
        description={t("keys.passphraseHelp", { count: shortestPassphrase })}
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={short && t("keys.passphraseShort", { count: shortestPassphrase })}
      />
      <SecretInput
        label={t("keys.passphraseAgain")}
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={again !== "" && again !== passphrase && t("exporting.passphraseDiffers")}
      />
    </Stack>
  );
};

const Unlock = () => {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState("");
  const { running, alert, run } = useDecision();
  return (
    <Screen narrow title={t("keys.unlockTitle")} lead={<Text c="dimmed">{t("keys.unlockLead")}</Text>}>
      <form onSubmit={submitted(() => run((calls) => calls.unlock({ passphrase })))}>
        <Stack gap="md">
          <SecretInput
            label={t("keys.passphrase")}
            autoComplete="current-password"
            data-autofocus
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          {alert}
          <Group>
            <Button type="submit" disabled={passphrase === ""} loading={running}>
              {t("keys.unlock")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Screen>
  );
};

const Lost = ({ keys }: { readonly keys: Extract<Closed, { state: "lost" }> }) => {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const { running, alert, run } = useDecision();
  const reload = useKeyStore((state) => state.load);
  const ready =
    code.trim() !== "" && (keys.keychain || ([...passphrase].length >= shortestPassphrase && passphrase === again));
  const recover = () => run((calls) => calls.recover({ code, ...(keys.keychain ? {} : { passphrase }) }));
  return (
    <Screen narrow title={t("keys.lostTitle")} lead={<Text c="dimmed">{t("keys.lostLead")}</Text>}>
      <Stack gap="lg">
        <FailureAlert failure={{ kind: "known", error: keys.error }} onRetry={() => void reload()} />
        {keys.recoverable ? (
          <form onSubmit={submitted(recover)}>
            <Stack gap="md">
              <TextInput
                label={t("keys.code")}
                description={t("keys.codeHelp")}
                placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"
                leftSection={<IconKey size={16} aria-hidden="true" />}
                autoComplete="off"
                spellCheck={false}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              {!keys.keychain && (
                <>
                  <Text size="sm">{t("keys.lostNoKeychain")}</Text>
                  <NewPassphrase {...{ passphrase, setPassphrase, again, setAgain }} />
                </>
              )}
              {alert}
              <Group>
                <Button type="submit" disabled={!ready} loading={running}>
                  {t("keys.recover")}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <Text>{t("keys.lostNoCode")}</Text>
        )}
      </Stack>
    </Screen>
  );
};

/** A reason stands within a sentence elsewhere; here it is one. */
const sentence = (words: string): string => {
  const end = /[.。]$/.test(words) ? "" : /[^ -~]$/.test(words) ? "。" : ".";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${end}`;
};
