import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconDice5 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../ui/copy-button.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import type { ExportForm } from "./export-state.ts";
import { type Strength, strengthOf, suggestPassphrase } from "./passphrase.ts";

interface PassphraseFieldProps {
  readonly form: ExportForm;
  readonly onChange: (form: ExportForm) => void;
}

/** A passphrase typed twice, or a suggested one, shown so that it can be written down. */
export const PassphraseField = ({ form, onChange }: PassphraseFieldProps) => {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  const shared = {
    visible,
    onVisibilityChange: setVisible,
    autoComplete: "new-password",
  };
  const suggest = () => {
    const passphrase = suggestPassphrase((numbers) => crypto.getRandomValues(numbers));
    onChange({ ...form, passphrase, again: "", suggested: true });
    setVisible(true);
  };

  return (
    <Stack gap="sm">
      <SecretInput
        {...shared}
        label={t("exporting.passphrase")}
        description={t("exporting.passphraseHelp")}
        value={form.passphrase}
        onChange={(event) => onChange({ ...form, passphrase: event.currentTarget.value, suggested: false })}
      />
      <Group justify="space-between">
        <StrengthHint passphrase={form.passphrase} />
        <Group gap="xs">
          {form.suggested && <CopyButton text={form.passphrase} />}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDice5 size={16} aria-hidden="true" />}
            onClick={suggest}
          >
            {t("exporting.suggest")}
          </Button>
        </Group>
      </Group>
      {!form.suggested && form.passphrase !== "" && (
        <SecretInput
          {...shared}
          label={t("exporting.passphraseAgain")}
          value={form.again}
          onChange={(event) => onChange({ ...form, again: event.currentTarget.value })}
          error={form.again !== "" && form.again !== form.passphrase && t("exporting.passphraseDiffers")}
        />
      )}
    </Stack>
  );
};

const looks = {
  weak: { word: "exporting.strengthWeak", color: "red", fill: 25 },
  fair: { word: "exporting.strengthFair", color: "orange", fill: 60 },
  strong: { word: "exporting.strengthStrong", color: "green", fill: 100 },
} as const satisfies Record<Strength, object>;

const StrengthHint = ({ passphrase }: { readonly passphrase: string }) => {
  const { t } = useTranslation();
  if (passphrase === "") return <span />;
  const { word, color, fill } = looks[strengthOf(passphrase)];
  return (
    <Group gap="xs" role="status">
      <Progress value={fill} color={color} w={80} aria-hidden="true" />
      <Text size="sm">{t("exporting.strength", { word: t(word) })}</Text>
    </Group>
  );
};
