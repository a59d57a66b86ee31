import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Arrival } from "../../../shared/connection.ts";

/** “You connected as Hana Mori, account Kumo Design Works.” */
export const ArrivalWords = ({
  arrival: { person, account },
  service,
}: {
  readonly arrival: Arrival;
  readonly service: string;
}) => {
  const { t } = useTranslation();
  if (person === undefined) return t("consent.arrivedUnknown", { service });
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
