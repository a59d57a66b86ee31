import type { ErrorData } from "../../shared/errors.ts";
import type { KeyStorageKind } from "../../shared/key-storage.ts";
import type { Localised } from "../../shared/localised.ts";
import type { ReachTimes } from "../ports.ts";
import type { FileFacts } from "./file-facts.ts";

/** Everything that a support bundle tells. Holds no secret, no account's name and no e-mail address. */
export interface Diagnosis {
  readonly Format: 1;
  readonly about: string;
  readonly madeAt: string;
  readonly program: ProgramFacts;
  readonly environment: readonly VariableFacts[];
  readonly home: HomeFacts;
  readonly identity: IdentityFacts;
  readonly catalog: CatalogFacts;
  readonly ownServices: readonly OwnServiceFacts[];
  readonly settings: readonly SettingsFacts[];
  readonly listening: readonly ListeningFacts[];
  readonly network: NetworkFacts;
  readonly looksWrong: readonly Finding[];
}

/** Something that looks wrong, and what to do about it. */
export interface Finding {
  readonly what: Localised;
  readonly remedy: Localised;
}

export interface ProgramFacts {
  readonly version: string;
  readonly node: string;
  readonly system: string;
  readonly architecture: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** An environment variable that is set. `value` is there only where nothing in it can be a secret. */
export interface VariableFacts {
  readonly name: string;
  readonly value?: string;
  /** For a variable that names a file. */
  readonly file?: FileFacts | { readonly problem: string };
  readonly wrong?: Finding;
}

export interface HomeFacts {
  readonly path: string;
  readonly folder: FileFacts | { readonly problem: string };
  readonly writable: boolean;
  readonly freeBytes?: number;
  readonly entries: readonly ({ readonly name: string } & (FileFacts | { readonly problem: string }))[];
}

export interface IdentityFacts {
  /** How this machine's key is kept, and where: a path, a keychain's name, or the variable that names a command. */
  readonly kept: KeyStorageKind;
  readonly where: string;
  readonly file?: FileFacts | { readonly problem: string };
  readonly recipient?: string;
  /** How many earlier keys still open what was sealed to them. */
  readonly earlierKeys?: number;
  readonly warning?: Localised;
  readonly problem?: ErrorData;
}

export interface CatalogFacts {
  readonly state: "none" | "good" | "damaged" | "unreadable";
  readonly connections: readonly {
    readonly service: string;
    readonly createdAt: string;
    readonly lastTest?: { readonly at: string; readonly ok: boolean };
  }[];
}

/** A file in the home's folder `services`. */
export interface OwnServiceFacts {
  readonly file: string;
  readonly id?: string;
  readonly problem?: ErrorData;
}

/** What stands beside a settings file, by what left it there. */
export interface BesideFacts {
  readonly name: string;
  readonly kind: "lock" | "next" | "intent" | "ended" | "kept" | "removed" | "other";
  readonly age: number;
  /** Of an intent and of the note that a grant ended: the generation it is about. */
  readonly generation?: number;
  /** Of an intent: whether the process that is at work is still there; absent where another machine is. */
  readonly alive?: boolean;
}

export interface SettingsFacts {
  readonly path: string;
  readonly from: "given" | "list" | "default";
  readonly file: FileFacts | { readonly problem: string };
  readonly folderWritable: boolean;
  readonly beside: readonly BesideFacts[];
  readonly problem?: ErrorData;
  readonly opened?: OpenedFacts;
}

export interface OpenedFacts {
  readonly service: string;
  readonly serviceKnown: boolean;
  readonly scheme?: string;
  readonly sealedTo: "passphrase" | "recipients";
  readonly recipients?: number;
  readonly grant: {
    readonly id: string;
    readonly generation: number;
    readonly owner: "this machine" | "another machine" | "nobody";
    readonly handedOver?: string;
  };
  /** The names of the properties that are set; no value. */
  readonly properties: readonly string[];
  readonly accessToken?: TokenFacts;
  readonly refreshToken?: { readonly fingerprint: string };
}

export interface TokenFacts {
  /** The beginning of its SHA-256: the same on two machines where the token is the same. */
  readonly fingerprint: string;
  readonly issuedAt?: string;
  readonly expiresAt?: string;
  readonly dueAt?: string;
  readonly lapsed?: boolean;
}

export interface ListeningFacts {
  readonly address: string;
  readonly for: string;
  readonly problem?: string;
}

export interface NetworkFacts {
  readonly asked: boolean;
  readonly practice: boolean;
  readonly hosts: readonly HostFacts[];
  /** Seconds by which a service's clock is ahead of this machine's. */
  readonly clockSkew?: { readonly host: string; readonly seconds: number };
}

export interface HostFacts {
  readonly host: string;
  readonly services: readonly string[];
  readonly times?: ReachTimes;
  readonly status?: number;
  readonly problem?: ErrorData;
}
