import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

interface PasteAddressProps {
  readonly callback: string;
  readonly onSend: (address: string) => Promise<void>;
}

/** Takes the address the browser ended on, which holds a code and is therefore forgotten at once. */
export const PasteAddress = ({ callback, onSend }: PasteAddressProps) => {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const [sending, setSending] = useState(false);

  const send = async () => {
    setSending(true);
    setAddress("");
    await onSend(address.trim());
    setSending(false);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== "") void send();
  };

  return (
    <form onSubmit={onSubmit} autoComplete="off">
      <Stack gap="sm" align="flex-start">
        <TextInput
          w="100%"
          label={t("consent.paste")}
          description={t("consent.pasteHelp", { callback })}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" variant="default" loading={sending} disabled={address.trim() === ""}>
          {t("consent.pasteSend")}
        </Button>
      </Stack>
    </form>
  );
};
