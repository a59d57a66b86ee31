import { Alert, Box, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { KeyStorage, KeyStorageKind } from "../../shared/key-storage.ts";
import { useLocalised } from "../i18n/use-language.ts";
import { useAppStore } from "../store/app-store.ts";
import { FailureAlert } from "./failure-alert.tsx";
import { Fold } from "./fold.tsx";
import { useChange } from "./use-change.ts";
import { Words } from "./words.tsx";

const words = {
  file: "home.keyFile",
  "passphrase-file": "home.keyPassphraseFile",
  credential: "home.keyCredential",
  command: "home.keyCommand",
  keychain: "home.keyKeychain",
} as const satisfies Record<KeyStorageKind, string>;

/** How the key to all settings files is kept on this machine, what that is worth, and what could be better. */
export const KeyStoragePanel = ({ storage }: { readonly storage: KeyStorage }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <Box>
      <Fold title={t(words[storage.kind], { place: storage.label })} open={storage.warning !== undefined}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm" c="dimmed">
            <Words text={localised(storage.strength)} />
          </Text>
          {storage.warning && (
            <Alert color="orange" icon={<IconAlertTriangle aria-hidden="true" />} title={t("home.keyWarning")}>
              <Words text={localised(storage.warning)} />
            </Alert>
          )}
          {storage.keychainOffered && <ProtectButton keychain={storage.keychainOffered} />}
        </Stack>
      </Fold>
    </Box>
  );
};

const ProtectButton = ({ keychain }: { readonly keychain: string }) => {
  const { t } = useTranslation();
  const protectIdentity = useAppStore((state) => state.protectIdentity);
  const { busy, failure, run } = useChange(protectIdentity);
  return (
    <>
      <Button size="xs" variant="default" loading={busy} onClick={run}>
        {t("home.keyProtect", { keychain })}
      </Button>
      <Text size="xs" c="dimmed">
        {t("home.keyProtectNote")}
      </Text>
      {failure && <FailureAlert failure={failure} />}
    </>
  );
};
