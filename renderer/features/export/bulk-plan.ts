import type { ConnectionSummary, Health } from "../../../shared/connection.ts";
import { type ExportMode, standardMode } from "../../../shared/grant-sharing.ts";
import type { GrantSharing } from "../../../shared/service.ts";
import { fileNameOf, labelsOf } from "../../store/file-names.ts";

/** What is to happen to one of several connections. */
export type Planned =
  | {
      readonly connection: ConnectionSummary;
      readonly mode: ExportMode;
      readonly label: string;
      readonly fileName: string;
    }
  /** It cannot be exported as it stands. */
  | { readonly connection: ConnectionSummary; readonly leftOut: Exclude<Health, "good"> };

/** A plan that can be carried out. */
export type Included = Extract<Planned, { mode: ExportMode }>;

/**
 * What an export of several connections does to each: what the service's rules allow, and no more.
 * What has ended, cannot be opened, or is another machine's to export, is left out.
 */
export const planOf = (
  connections: readonly ConnectionSummary[],
  sharingOf: (service: string) => GrantSharing,
): readonly Planned[] => {
  const included = connections.filter((connection) => leftOutBy(connection, sharingOf) === undefined);
  const labels = labelsOf(included);
  return connections.map((connection) => {
    const leftOut = leftOutBy(connection, sharingOf);
    if (leftOut) return { connection, leftOut };
    const label = labels[included.indexOf(connection)] ?? connection.service;
    const mode = connection.withoutGrant ? "copy" : standardMode(sharingOf(connection.service));
    return { connection, mode, label, fileName: fileNameOf(label) };
  });
};

const leftOutBy = (
  { health, service }: ConnectionSummary,
  sharingOf: (service: string) => GrantSharing,
): Exclude<Health, "good"> | undefined => {
  if (health === "good") return undefined;
  return health === "elsewhere" && sharingOf(service) === "copyable" ? undefined : health;
};
