import { armor } from "age-encryption";
import fc from "fast-check";
import { canary, changed, fuzz, growsGently, oddJson, oddText } from "../../shared/fuzz-kit.ts";
import { sampleService } from "../../shared/test-kit.ts";
import { secretKeysIn } from "../keys/secret-keys.ts";
import { keysOf, newIdentity, sampleDocument, sealCheaply } from "../test-kit.ts";
import { ownerName, ownershipOf } from "../tokens/ownership.ts";
import { isFresh } from "../tokens/timing.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { formatDocument, parseDocument } from "./document.ts";
import { openEnvelope, recipientOf, sealEnvelope } from "./envelope.ts";
import { quickOpen } from "./quick-open.ts";

const identity = await newIdentity();
const recipient = await recipientOf(identity);
const keys = keysOf(identity, canary);
const text = formatDocument(
  sampleDocument({ Properties: { OAuthAccessToken: canary, OAuthRefreshToken: canary }, Recipients: [recipient] }),
);
const sealed = await sealEnvelope(text, { recipients: [recipient] });
const byPassphrase = await sealCheaply(text, canary);

const path = "/somewhere/OAuthSettings.txt";
const same = (opened: string): void => {
  if (opened !== text) throw new Error("a changed file opened to another text");
};

const changedFile = fc.oneof(
  changed(sealed),
  changed(byPassphrase),
  oddText("-----BEGIN AGE ENCRYPTED FILE-----\n", "-----END AGE ENCRYPTED FILE-----\n", "YWdl", sealed),
);

fuzz("settings files: changed", changedFile, async (file) => same((await openEnvelope(file, path, keys)).text));

fuzz("settings files: opened fast", changedFile, (file) => {
  const opened = quickOpen(file, identity);
  if (opened !== undefined) same(opened);
});

const bodyOf = (file: string): string => Buffer.from(armor.decode(file)).toString("latin1");
const rearmoured = (bytes: string): string => armor.encode(Buffer.from(bytes, "latin1"));
const stanzas = fc.constantFrom(
  `-> scrypt ${"A".repeat(22)} 30\n${"A".repeat(43)}\n`,
  `-> scrypt ${"A".repeat(22)} 63\n${"A".repeat(43)}\n`,
  `-> scrypt ${"A".repeat(22)} 99999999999999999999\n${"A".repeat(43)}\n`,
  `-> scrypt ${"A".repeat(22)} 20\n${"A".repeat(43)}\n`,
  `-> scrypt ${"A".repeat(22)} -1\n${"A".repeat(43)}\n`,
  `-> X25519 ${"A".repeat(43)}\n${"A".repeat(43)}\n`,
  `-> X25519 AQ${"A".repeat(41)}\n${"A".repeat(43)}\n`,
  `-> X25519 7P///////////////////////////////////////38\n${"A".repeat(43)}\n`,
  `-> grease ${canary}\n\n`,
  "-> \n\n",
  "->\n",
  "--- \n",
);
const header = fc.constantFrom(sealed, byPassphrase).chain((file) => {
  const body = bodyOf(file);
  const start = body.indexOf("\n") + 1;
  return fc.oneof(
    // The header stands in the first few hundred bytes; the rest is chance.
    changed(body.slice(0, 260)).map((head) => head + body.slice(260)),
    fc
      .array(stanzas, { minLength: 1, maxLength: 4 })
      .map((added) => body.slice(0, start) + added.join("") + body.slice(start)),
    fc
      .array(stanzas, { minLength: 1, maxLength: 4 })
      .map((only) => `${body.slice(0, start)}${only.join("")}--- ${"A".repeat(43)}\nxx`),
    fc.nat({ max: 400 }).map((length) => body.slice(0, length)),
  );
});

fuzz("settings files: headers", header, async (bytes) => {
  const file = rearmoured(bytes);
  const fast = quickOpen(file, identity);
  if (fast !== undefined) same(fast);
  same((await openEnvelope(file, path, keys)).text);
});

const memberNames = [
  "Format",
  "Service",
  "Name",
  "Properties",
  "Grant",
  "Id",
  "Generation",
  "Owner",
  "HandedOver",
  "At",
].concat(["To", "Recipients", "Account", "OAuthAccessToken", "OAuthExpiresIn", "OAuthTokenTimestamp"]);
const parts = fc.dictionary(fc.constantFrom(...memberNames), oddJson(...memberNames), { maxKeys: 6 });
const documents = fc.oneof(
  changed(text),
  oddText('{"Format":1', '"Service":"sample"', '"Properties":{', text),
  parts.map((over) => JSON.stringify({ ...sampleDocument(), ...over })),
  parts.map((grant) => JSON.stringify(sampleDocument({ Grant: grant as never }))),
  parts.map((properties) => JSON.stringify(sampleDocument({ Properties: properties as never }))),
);

fuzz("settings documents", documents, async (json) => {
  const document = parseDocument(json, path);
  const again = parseDocument(formatDocument(document), path);
  if (formatDocument(again) !== formatDocument(document)) throw new Error("a rewrite changes the document");
  // What a session does with a document before anything is asked of a service.
  const tokens = tokensFromProperties(document.Properties);
  if (tokens) isFresh(sampleService, tokens, 0);
  ownershipOf(document.Grant, recipient);
  ownerName(document.Grant);
  if (document.Recipients?.some((each) => typeof each !== "string")) throw new Error("a recipient that is no text");
});

const identityText = `# created: 2026-11-22\n# public key: ${recipient}\n${identity}\n`;
const identityTexts = fc.oneof(changed(identityText), oddText(identity, `${identity}\n`, "AGE-SECRET-KEY-1", "#"));

fuzz("identity files", identityTexts, async (given) => {
  const [key] = secretKeysIn(given, "/somewhere/identity.txt");
  await recipientOf(key);
  quickOpen(sealed, key);
});

const open = (file: string) => openEnvelope(file, path, keys);
const begin = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const end = "-----END AGE ENCRYPTED FILE-----\n";
const fast = (file: string) => quickOpen(file, identity);

for (const [name, task] of [
  ["the library", open],
  ["the short cut", fast],
] as const) {
  growsGently(`blank lines, ${name}`, (length) => `${begin}${"\n".repeat(length)}${end}`, task);
  growsGently(`blanks before the file, ${name}`, (length) => `${" ".repeat(length)}x${begin}`, task);
  growsGently(`base64 without an end, ${name}`, (length) => begin + "QUFB".repeat(length / 4), task);
  growsGently(
    `stanzas, ${name}`,
    (length) => rearmoured(`age-encryption.org/v1\n${"-> a b\n\n".repeat(length / 8)}`),
    task,
  );
  growsGently(
    `one long stanza, ${name}`,
    (length) => rearmoured(`age-encryption.org/v1\n-> a b\n${`${"A".repeat(64)}\n`.repeat(length / 65)}`),
    task,
  );
  growsGently(
    `stanzas of X25519, ${name}`,
    (length) =>
      rearmoured(
        `age-encryption.org/v1\n${`-> X25519 ${"B".repeat(43)}\n${"A".repeat(43)}\n`.repeat(length / 98)}--- ${"A".repeat(43)}\n`,
      ),
    task,
  );
}
growsGently(
  "nested JSON",
  (length) => `{"Format":1,"Service":"s","Properties":{},"x":${"[".repeat(length)}${"]".repeat(length)}}`,
  (json) => formatDocument(parseDocument(json, path)),
);
growsGently(
  "lines of an identity file",
  (length) => "#\n".repeat(length / 2),
  (given) => secretKeysIn(given, path),
);
