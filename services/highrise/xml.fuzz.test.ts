import fc from "fast-check";
import { canary, changed, fuzz, growsGently, oddText } from "../../shared/fuzz-kit.ts";
import { driverKit } from "../driver-kit.ts";
import { driver } from "./driver.ts";
import { service } from "./service.ts";

const { playing } = driverKit(service, driver);
const byToken = { AccountId: "kumo", APIToken: canary };

const user = `<?xml version="1.0" encoding="UTF-8"?>
<user><id type="integer">1</id><name>Hana &amp; Mori</name><email-address>hana@kumo.example</email-address>
<token>${canary}</token><dropbox>x</dropbox></user>`;
const bomb = `<!DOCTYPE user [<!ENTITY a "entity-was-read"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><user><name>&b;</name></user>`;
const external = `<!DOCTYPE user [<!ENTITY a SYSTEM "file:///etc/passwd">]><user><name>&a;</name></user>`;

const xml = fc.oneof(
  changed(user),
  changed(bomb),
  changed(external),
  oddText(
    user,
    "<user>",
    "</user>",
    "<name>",
    "</name>",
    `<token>${canary}</token>`,
    "<token ",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&#x0;",
    "&b;",
  ),
  fc.string({ unit: "binary" }).map((text) => `<user><name>${text}</name><token>${canary}</token></user>`),
);
const statuses = fc.constantFrom(200, 200, 200, 302, 401, 404, 500, 503);

const identify = async (text: string, status = 200): Promise<void> => {
  const { identity } = await driver.identify(playing(byToken, { "/me.xml": { status, text } }).tools);
  if (JSON.stringify(identity).includes(canary)) throw new Error("the identity holds the API token");
  if (/root:|entity-was-read/.test(identity.name)) throw new Error("an entity was read");
};

// The name of a made-up person may be the secret itself; the token's own element is what must not show.
const tokenIsElsewhere = (text: string): boolean => text.replace(/<token>[^<]*<\/token>/g, "").includes(canary);

fuzz("XML of services", fc.tuple(xml, statuses), async ([text, status]) => {
  if (tokenIsElsewhere(text)) await identify(text.replaceAll(canary, "another"), status);
  else await identify(text, status);
});

growsGently("tokens that do not end", (length) => "<token ".repeat(length / 7), identify);
growsGently("tokens of blanks that do not end", (length) => `<token${" ".repeat(length)}`, identify);
growsGently("tokens that are opened", (length) => `${"<token>".repeat(length / 7)}</user>`, identify);
growsGently("elements that do not end", (length) => `${"<a>".repeat(length / 3)}</user>`, identify);
growsGently("elements in a row", (length) => `<user>${"<a>b</a>".repeat(length / 8)}</user>`, identify);
growsGently("attributes", (length) => `<user ${'a="b" '.repeat(length / 6)}></user>`, identify);
growsGently("comments", (length) => `<user>${"<!--".repeat(length / 4)}</user>`, identify);
growsGently("references", (length) => `<user><name>${"&amp;".repeat(length / 5)}</name></user>`, identify);
growsGently("open brackets", (length) => `<user>${"<".repeat(length)}</user>`, identify);
growsGently("blanks", (length) => `<user>${" ".repeat(length)}</user>`, identify);
