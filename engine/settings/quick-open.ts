import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";
import { bech32Bytes } from "./bech32.ts";

/**
 * Opens an armoured age file that is sealed to one X25519 identity, with Node's own cryptography.
 *
 * Only a short cut: the age library opens every file, but loading it takes longer than all else that
 * printing a saved token needs. What this does not understand, or cannot verify, it answers with
 * undefined, and the library has its turn. Format: https://age-encryption.org/v1
 */
export const quickOpen = (armoured: string, identity: string): string | undefined => {
  const file = unarmour(armoured);
  const header = file && readHeader(file);
  const own = header && keysOf(identity);
  if (!header || !own) return undefined;
  for (const stanza of header.stanzas) {
    const fileKey = unwrap(stanza, own);
    if (fileKey && headerHolds(header, fileKey)) return openPayload(file.subarray(header.length), fileKey);
  }
  return undefined;
};

interface Stanza {
  readonly share: Buffer;
  readonly body: Buffer;
}

interface Header {
  readonly stanzas: readonly Stanza[];
  /** What the MAC covers: everything up to and with the three dashes. */
  readonly covered: string;
  readonly mac: Buffer;
  readonly length: number;
}

const unarmour = (text: string): Buffer | undefined => {
  const match =
    /^\s*-----BEGIN AGE ENCRYPTED FILE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END AGE ENCRYPTED FILE-----\s*$/.exec(text);
  return match?.[1] === undefined ? undefined : Buffer.from(match[1], "base64");
};

const headerPattern =
  /^age-encryption\.org\/v1\n((?:-> [^\n]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)---( [A-Za-z0-9+/]{43}\n)/;
const stanzaPattern = /-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n/g;

const readHeader = (file: Buffer): Header | undefined => {
  const match = headerPattern.exec(file.toString("latin1", 0, 64 * 1024));
  if (!match?.[1] || !match[2]) return undefined;
  const stanzas = [...match[1].matchAll(stanzaPattern)].map(([, share = "", body = ""]) => ({
    share: Buffer.from(share, "base64"),
    body: Buffer.from(body, "base64"),
  }));
  return {
    stanzas,
    covered: match[0].slice(0, -match[2].length),
    mac: Buffer.from(match[2].trim(), "base64"),
    length: match[0].length,
  };
};

const privatePrefix = Buffer.from("302e020100300506032b656e04220420", "hex");
const publicPrefix = Buffer.from("302a300506032b656e032100", "hex");

const privateKeyOf = (scalar: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, scalar]), format: "der", type: "pkcs8" });

const publicBytesOf = (own: KeyObject): Buffer =>
  createPublicKey(own).export({ format: "der", type: "spki" }).subarray(publicPrefix.length);

interface OwnKeys {
  readonly privateKey: KeyObject;
  readonly publicBytes: Buffer;
}

let last: { readonly identity: string; readonly keys: OwnKeys } | undefined;

/** The same identity opens nearly every file: its keys are made once. */
const keysOf = (identity: string): OwnKeys | undefined => {
  if (last?.identity === identity) return last.keys;
  const scalar = bech32Bytes(identity, "age-secret-key-");
  if (!scalar) return undefined;
  const privateKey = privateKeyOf(scalar);
  const keys = { privateKey, publicBytes: publicBytesOf(privateKey) };
  last = { identity, keys };
  return keys;
};

const unwrap = ({ share, body }: Stanza, { privateKey, publicBytes }: OwnKeys): Buffer | undefined => {
  const secret = sharedSecret(share, privateKey);
  if (!secret) return undefined;
  const key = derive(secret, Buffer.concat([share, publicBytes]), "age-encryption.org/v1/X25519");
  return unseal(key, Buffer.alloc(12), body);
};

/** Undefined for a share of low order, which Node refuses (RFC 7748 section 6.1): no honest file has one. */
const sharedSecret = (share: Buffer, privateKey: KeyObject): Buffer | undefined => {
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([publicPrefix, share]), format: "der", type: "spki" });
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return undefined;
  }
};

const headerHolds = ({ covered, mac }: Header, fileKey: Buffer): boolean => {
  const expected = createHmac("sha256", derive(fileKey, Buffer.alloc(0), "header"))
    .update(covered, "latin1")
    .digest();
  return expected.length === mac.length && timingSafeEqual(expected, mac);
};

const chunkSize = 64 * 1024 + 16;

const openPayload = (payload: Buffer, fileKey: Buffer): string | undefined => {
  const key = derive(fileKey, payload.subarray(0, 16), "payload");
  const chunks: Buffer[] = [];
  for (let start = 16, counter = 0; start < payload.length; start += chunkSize, counter++) {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(counter, 7);
    nonce[11] = start + chunkSize >= payload.length ? 1 : 0;
    const chunk = unseal(key, nonce, payload.subarray(start, start + chunkSize));
    if (!chunk) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : Buffer.concat(chunks).toString("utf8");
};

const derive = (secret: Buffer, salt: Buffer, info: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, 32));

const unseal = (key: Buffer, nonce: Buffer, sealed: Buffer): Buffer | undefined => {
  try {
    const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
};
