import { writeFileSync } from "node:fs";
import { root } from "./run.ts";

/** A service as `services()` of the built library tells it. */
interface ServiceDocument {
  readonly id: string;
  readonly name: string;
  readonly properties: readonly {
    readonly name: string;
    readonly values?: readonly string[];
    readonly help: string;
    readonly secret?: true;
  }[];
}

/** Writes `dist/index.d.ts`, each service's properties by name, from the services themselves. */
export const writeLibraryTypes = async (): Promise<void> => {
  const { services } = (await import(`${root}dist/index.mjs`)) as {
    services: () => Promise<readonly ServiceDocument[]>;
  };
  writeFileSync(`${root}dist/index.d.ts`, typesOf(await services()));
};

const typesOf = (services: readonly ServiceDocument[]): string =>
  `${[
    "// Written by scripts/write-library-types.ts from the services. Do not edit.",
    "",
    "/** What a connection to each service is made of. */",
    "export interface ServiceProperties {",
    ...services.map(({ id }) => `  ${JSON.stringify(id)}: ${typeName(id)};`),
    "}",
    "",
    "export type ServiceId = keyof ServiceProperties;",
    ...services.flatMap((service) => [
      "",
      `/** Connection properties of ${service.name}. */`,
      `export interface ${typeName(service.id)} {`,
      ...service.properties.flatMap(({ name, values, help }) => [
        `  /** ${help.replaceAll("*/", "*\\/")} */`,
        `  ${name}?: ${values ? values.map((value) => JSON.stringify(value)).join(" | ") : "string"};`,
      ]),
      "}",
    ]),
    fixedPart,
  ].join("\n")}\n`;

const typeName = (id: string): string =>
  `${id.replace(/(^|[^a-z0-9])([a-z0-9])/gi, (_, _separator: string, letter: string) => letter.toUpperCase())}Properties`;

const fixedPart = `
export interface TestStep {
  id: "settings" | "network" | "token" | "identity" | "access";
  status: "passed" | "failed" | "warning" | "skipped";
  durationMs: number;
  title: string;
  detail: string;
  cause?: string;
  remedy?: string;
}

export interface TestReport {
  ok: boolean;
  service: string;
  name: string;
  durationMs: number;
  steps: TestStep[];
  identity?: { name: string; email?: string; account?: string };
}

export interface Connection {
  /** The staged test. Never throws for what is wrong with the connection: the report says it. */
  test(): Promise<TestReport>;
  /** The access token, renewed where it must be. */
  accessToken(): Promise<string>;
  /** Asks the service's API; the path is relative to the API base of the connection. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  procedures: {
    GetOAuthAuthorizationURL(inputs?: Record<string, string>): Promise<{ URL: string; State: string; PKCEVerifier?: string }>;
    GetOAuthAccessToken(inputs?: Record<string, string>): Promise<OAuthResult>;
    RefreshOAuthAccessToken(inputs?: Record<string, string>): Promise<OAuthResult>;
  };
  close(): Promise<void>;
}

export interface OAuthResult {
  OAuthAccessToken: string;
  OAuthRefreshToken?: string;
  /** Seconds; "-1" where the service does not say. */
  ExpiresIn: string;
}

/** The one error: a stable code (docs/errors.md), what failed, and what to do next. */
export class KeyferryError extends Error {
  readonly code: string;
  readonly remedy: string;
  readonly exitStatus: number;
}

/** Connects a service, as \`keyferry connect\` does. */
export function connect<Service extends ServiceId>(
  service: Service,
  connectionString: string | ServiceProperties[Service],
): Promise<Connection>;
/** Connects a service of your own, known by its file. */
export function connect(service: string, connectionString: string | Record<string, string>): Promise<Connection>;

/** What can be connected, as data: the same as \`keyferry services --json\`. */
export function services(): Promise<unknown[]>;`;

if (import.meta.main) await writeLibraryTypes();
