import { Alert, Text } from "@mantine/core";
import { IconUserCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSignInStore } from "../../store/sign-in-store.ts";
import { ArrivalWords } from "./arrival-words.tsx";

/** Says once, on the page of a connection, whom its sign-in brought. */
export const Greeting = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { greeting, greeted } = useSignInStore();
  if (greeting?.id !== id) return null;
  const { person, account } = greeting.arrival;
  if (person === undefined) return null;
  return (
    <Alert
      role="status"
      color="blue"
      icon={<IconUserCheck aria-hidden="true" />}
      withCloseButton
      closeButtonLabel={t("consent.greeted")}
      onClose={greeted}
    >
      <ArrivalWords person={person} account={account} />
      <Text size="sm">{t("consent.notTheOne")}</Text>
    </Alert>
  );
};
