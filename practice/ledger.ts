import { randomBytes } from "node:crypto";

/** What a person allowed an app. */
export interface Grant {
  readonly id: string;
  readonly app: string;
  readonly person: string;
  readonly scopes: readonly string[];
  /** Where it is good; missing where it is good everywhere, and in state files from before there were realms. */
  readonly realm?: string | undefined;
  readonly createdAt: number;
  readonly ended: boolean;
}

/** A code on its way from the consent page to the token address. */
export interface Code {
  readonly value: string;
  readonly app: string;
  readonly person: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly realm?: string | undefined;
  readonly expiresAt: number;
  readonly used: boolean;
}

/** An access or refresh token. */
export interface Token {
  readonly value: string;
  readonly kind: "access" | "refresh";
  /** What sort of access token, where a service has several. */
  readonly sort: string | null;
  readonly grant: string;
  readonly issuedAt: number;
  /** Null for tokens that live as long as their grant. */
  readonly expiresAt: number | null;
  /** Whether a refresh token was used, where that ends it. */
  readonly spent: boolean;
}

export interface LedgerState {
  readonly grants: readonly Grant[];
  readonly codes: readonly Code[];
  readonly tokens: readonly Token[];
}

/** How many codes and dead tokens are remembered, so that they are refused for the right reason. */
const remembered = 500;

const byKey = <Key extends string, Item extends Readonly<Record<Key, string>>>(key: Key, items: readonly Item[] = []) =>
  new Map<string, Item>(items.map((item) => [item[key], item]));

/** A string nobody can guess. */
export const unguessable = (prefix: string, bytes = 32): string => prefix + randomBytes(bytes).toString("base64url");

/** What one service has given out. Knows no rule of a service: `oauth.ts` and the services do. */
export class Ledger {
  #grants: Map<string, Grant>;
  #codes: Map<string, Code>;
  #tokens: Map<string, Token>;
  #changed = false;

  constructor(state?: LedgerState) {
    this.#grants = byKey("id", state?.grants);
    this.#codes = byKey("value", state?.codes);
    this.#tokens = byKey("value", state?.tokens);
  }

  get state(): LedgerState {
    return { grants: [...this.#grants.values()], codes: [...this.#codes.values()], tokens: [...this.#tokens.values()] };
  }

  get grants(): readonly Grant[] {
    return [...this.#grants.values()];
  }

  get liveGrants(): number {
    return [...this.#grants.values()].filter((grant) => !grant.ended).length;
  }

  /** Says whether anything was written since the last time this was asked. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  grant(id: string): Grant | undefined {
    return this.#grants.get(id);
  }

  code(value: string): Code | undefined {
    return this.#codes.get(value);
  }

  token(value: string): Token | undefined {
    return this.#tokens.get(value);
  }

  /** Writes a grant, code or token, in place of an earlier one with the same key. */
  put(entry: { readonly grant: Grant } | { readonly code: Code } | { readonly token: Token }): void {
    if ("grant" in entry) this.#grants.set(entry.grant.id, entry.grant);
    else if ("code" in entry) this.#codes.set(entry.code.value, entry.code);
    else this.#tokens.set(entry.token.value, entry.token);
    this.#changed = true;
  }

  /** Ends one grant, or all of them: none of its tokens is good from now on. */
  endGrants(id?: string): void {
    for (const grant of this.#grants.values())
      if (id === undefined || grant.id === id) this.put({ grant: { ...grant, ended: true } });
  }

  /** Uses up every refresh token of the grants that are meant. */
  spendRefresh(isMeant: (grant: Grant) => boolean): void {
    for (const token of this.#tokens.values()) {
      const grant = this.#grants.get(token.grant);
      if (token.kind === "refresh" && !token.spent && grant && isMeant(grant))
        this.put({ token: { ...token, spent: true } });
    }
  }

  /** Makes every access token that is still good lapse now. */
  expireAccess(now: number): void {
    for (const token of this.#tokens.values())
      if (token.kind === "access" && token.expiresAt !== null && token.expiresAt > now)
        this.put({ token: { ...token, expiresAt: now } });
  }

  /** Forgets the oldest of what is of no more use. */
  forgetOld(now: number): void {
    const dead = [...this.#tokens.values()].filter(
      (token) => token.spent || (token.expiresAt !== null && token.expiresAt <= now),
    );
    for (const token of dead.slice(0, -remembered)) this.#tokens.delete(token.value);
    for (const code of [...this.#codes.keys()].slice(0, -remembered)) this.#codes.delete(code);
  }
}
