import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocalised } from "../../i18n/use-language.ts";
import type { Failure } from "../../store/failure.ts";
import { Words } from "../../ui/words.tsx";

/** What went wrong with one of several, and what to do, beside its name. */
export const FailureWords = ({ failure }: { readonly failure: Failure }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const known = failure.kind === "known" ? failure.error : undefined;
  return (
    <>
      <Text size="sm" c="var(--mantine-color-error)" fw={500}>
        {t("bulk.failed")}: <Words text={known ? localised(known.message) : t("shell.failed")} />
      </Text>
      <Text size="sm">
        <Words text={known ? localised(known.remedy) : t("shell.failedRemedy")} />
      </Text>
    </>
  );
};
