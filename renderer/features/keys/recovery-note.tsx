import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconLifebuoy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useKeyStore } from "../../store/key-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { useChange } from "../../ui/use-change.ts";

/** Asks for a recovery code where there is none, and offers a new one where there is. The code itself is shown outside this window. */
export const RecoveryNote = ({ quiet = false }: { readonly quiet?: boolean }) => {
  const { t } = useTranslation();
  const { keys, decide } = useKeyStore();
  const { busy, failure, run } = useChange(decide);
  const recovery = keys.status === "ready" && keys.value.state === "ready" ? keys.value.recovery : "not-needed";
  if (recovery === "not-needed" || (quiet && recovery === "made")) return null;
  const button = (
    <Button size="xs" variant="default" loading={busy} onClick={() => run((calls) => calls.makeRecoveryCode())}>
      {t(recovery === "made" ? "keys.codeAgain" : "keys.codeMake")}
    </Button>
  );
  return (
    <Stack gap="xs" align="flex-start" mb={quiet ? "md" : 0}>
      {recovery === "made" ? (
        <>
          <Text size="sm">{t("keys.codeThere")}</Text>
          {button}
        </>
      ) : (
        <Alert w="100%" color="blue" icon={<IconLifebuoy aria-hidden="true" />} title={t("keys.codeDue")}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{t("keys.codeDueText")}</Text>
            {button}
          </Stack>
        </Alert>
      )}
      {failure && <FailureAlert failure={failure} />}
    </Stack>
  );
};
