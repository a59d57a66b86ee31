import { Button, Group, SegmentedControl, Select, Stack, Switch, Text } from "@mantine/core";
import { IconFolder, IconRefresh } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type DesktopPreferences, type UpdateState, zoomSteps } from "../../../shared/desktop.ts";
import { languages } from "../../../shared/language.ts";
import type { Language } from "../../../shared/localised.ts";
import { client } from "../../client.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useAppStore } from "../../store/app-store.ts";
import { useDesktopStore } from "../../store/desktop-store.ts";
import { addressOf } from "../../store/route.ts";
import { AppearanceChoice, LanguageChoice } from "../../ui/choices.tsx";
import { CodeLine } from "../../ui/code-line.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { KeyStoragePanel } from "../../ui/key-storage.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Screen } from "../../ui/screen.tsx";
import { useChange } from "../../ui/use-change.ts";

/** How the program looks and behaves, where its key is, and what it is. */
export const SettingsScreen = ({ recovery }: { readonly recovery: ReactNode }) => {
  const { t } = useTranslation();
  const preferences = useDesktopStore((state) => state.preferences);
  const facts = useAppStore((state) => (state.facts.status === "ready" ? state.facts.value : undefined));
  return (
    <Screen narrow title={t("settings.title")} back={{ href: addressOf.home, label: t("shell.backHome") }}>
      <Stack gap="lg">
        <Panel title={t("settings.looks")}>
          {preferences ? <DesktopLooks preferences={preferences} /> : <ServedLooks />}
        </Panel>
        {preferences && (
          <Panel title={t("settings.behaviour")}>
            <Behaviour preferences={preferences} />
          </Panel>
        )}
        {facts && (
          <Panel title={t("settings.key")}>
            <Stack gap="md">
              <KeyStoragePanel storage={facts.info.keyStorage} />
              {recovery}
              <div>
                <Text size="sm" fw={500} mb={4}>
                  {t("settings.recipient")}
                </Text>
                <CodeLine text={facts.info.recipient} copyLabel={`${t("shell.copy")}: ${t("settings.recipient")}`} />
              </div>
            </Stack>
          </Panel>
        )}
        <Panel title={t("settings.program")}>
          <Stack gap="sm">
            {facts && (
              <Text size="sm">
                {t("settings.version", { version: facts.info.version })} · {facts.info.home}
              </Text>
            )}
            {preferences && <ProgramActions />}
          </Stack>
        </Panel>
      </Stack>
    </Screen>
  );
};

const Line = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Group justify="space-between" gap="md">
    <Text size="sm">{label}</Text>
    {children}
  </Group>
);

const ServedLooks = () => {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Line label={t("shell.language")}>
        <LanguageChoice />
      </Line>
      <Line label={t("shell.appearance")}>
        <AppearanceChoice />
      </Line>
    </Stack>
  );
};

const percent = (zoom: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: "percent" }).format(zoom);

const DesktopLooks = ({ preferences }: { readonly preferences: DesktopPreferences }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const set = useDesktopStore((state) => state.set);
  return (
    <Stack gap="sm">
      <Line label={t("shell.language")}>
        <SegmentedControl
          size="xs"
          aria-label={t("shell.language")}
          value={preferences.language}
          onChange={(language) => void set({ language: language as DesktopPreferences["language"] })}
          data={[
            ...languages.map(({ value, label }) => ({ value, label })),
            { value: "system", label: t("shell.system") },
          ]}
        />
      </Line>
      <Line label={t("shell.appearance")}>
        <SegmentedControl
          size="xs"
          aria-label={t("shell.appearance")}
          value={preferences.theme}
          onChange={(theme) => void set({ theme: theme as DesktopPreferences["theme"] })}
          data={[
            { value: "light", label: t("shell.light") },
            { value: "dark", label: t("shell.dark") },
            { value: "system", label: t("shell.system") },
          ]}
        />
      </Line>
      <Line label={t("settings.zoom")}>
        <Select
          size="xs"
          w={110}
          aria-label={t("settings.zoom")}
          allowDeselect={false}
          value={String(preferences.zoom)}
          onChange={(zoom) => zoom && void set({ zoom: Number(zoom) })}
          data={zoomSteps.map((zoom) => ({ value: String(zoom), label: percent(zoom, language) }))}
        />
      </Line>
    </Stack>
  );
};

const Behaviour = ({ preferences }: { readonly preferences: DesktopPreferences }) => {
  const { t } = useTranslation();
  const set = useDesktopStore((state) => state.set);
  return (
    <Stack gap="md">
      <Switch
        label={t("settings.openAtLogin")}
        description={t("settings.openAtLoginNote")}
        checked={preferences.openAtLogin}
        onChange={(event) => void set({ openAtLogin: event.currentTarget.checked })}
      />
      <Switch
        label={t("settings.notifications")}
        description={t("settings.notificationsNote")}
        checked={preferences.notifications}
        onChange={(event) => void set({ notifications: event.currentTarget.checked })}
      />
    </Stack>
  );
};

const updateWords = {
  off: "settings.updatesOff",
  latest: "settings.updatesLatest",
  found: "settings.updatesFound",
} as const satisfies Record<UpdateState["state"], string>;

const ProgramActions = () => {
  const { t } = useTranslation();
  const [found, setFound] = useState<UpdateState>();
  const look = useChange(client.desktop.checkForUpdates, setFound);
  return (
    <Stack gap="sm" align="flex-start">
      <Group gap="sm">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFolder size={16} aria-hidden="true" />}
          onClick={() => void client.desktop.openLogFolder()}
        >
          {t("settings.logs")}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          loading={look.busy}
          onClick={() => look.run()}
        >
          {t("settings.updates")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {found && t(updateWords[found.state], { version: found.state === "off" ? "" : found.version })}
      </Text>
      {look.failure && <FailureAlert failure={look.failure} />}
    </Stack>
  );
};
