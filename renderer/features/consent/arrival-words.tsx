import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface ArrivalWordsProps {
  readonly person: string;
  readonly account: string | undefined;
}

/** “You connected as Hana Mori, account Kumo Design Works.” */
export const ArrivalWords = ({ person, account }: ArrivalWordsProps) => {
  const { t } = useTranslation();
  return account === undefined || account === person
    ? t("consent.arrivedAs", { person })
    : t("consent.arrivedAsFor", { person, account });
};

/** Scopes by the names the service has for them. */
export const ScopeList = ({ title, scopes }: { readonly title: string; readonly scopes: readonly string[] }) => (
  <Text size="sm">
    {title} <code>{scopes.join(", ")}</code>
  </Text>
);
