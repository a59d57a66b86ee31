import type { ExportMode } from "./grant-sharing.ts";

/** A grant that another machine holds, as far as this machine knows. */
export interface HeldGrant {
  /** The connection of the list it came from; absent where that is no longer in it. */
  readonly connection?: string;
  /** What that connection is called, or was. */
  readonly name: string;
  /** The id of the service. */
  readonly service: string;
  readonly mode: ExportMode;
  /** When it was handed over or copied, in milliseconds since 1970; absent where another machine did it. */
  readonly since?: number;
  readonly fileName?: string;
  /** How many machines can open the same file; the first that uses it renews. */
  readonly machines: number;
  /** What a note of a copy is forgotten by. */
  readonly copy?: string;
}

/** A machine that files were exported to, and what it holds. */
export interface Server {
  /** Absent for whoever received a passphrase. */
  readonly recipient?: string;
  readonly name?: string;
  /** The newest first; empty where it holds nothing now. */
  readonly holds: readonly HeldGrant[];
}
