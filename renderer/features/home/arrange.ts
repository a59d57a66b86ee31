import type { ConnectionSummary } from "../../../shared/connection.ts";
import type { ServiceInfo } from "../../../shared/contract.ts";

/** The connections that match the text: those that need a person first, then by name. */
export const arrange = (
  connections: readonly ConnectionSummary[],
  services: readonly ServiceInfo[],
  text: string,
): readonly ConnectionSummary[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const serviceName = (id: string): string =>
    services.find(({ definition }) => definition.id === id)?.definition.name ?? id;
  const matches = ({ name, account = "", service }: ConnectionSummary): boolean => {
    const searched = `${name}\n${account}\n${serviceName(service)}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return connections
    .filter(matches)
    .toSorted((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
};

const urgency = ({ health }: ConnectionSummary): number =>
  health === "consent-needed" || health === "unreadable" ? 0 : 1;
