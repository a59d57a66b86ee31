import { randomUUID } from "node:crypto";
import type { Properties } from "../../shared/property.ts";
import type { TokenSet } from "../kit.ts";
import { clientOf } from "../oauth/client.ts";
import { recipientOf, type Sealing } from "../settings/envelope.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { tokensToProperties, withoutTokens } from "../tokens/token-properties.ts";
import { hasTokens, type Session } from "./session.ts";

/** What only steers one connection attempt, and is not kept with the settings. */
const passing = new Set(["InitiateOAuth", "OAuthSettingsLocation", "OAuthVerifier"]);

/**
 * The settings of a new grant, ready to be written: sealed to this machine, which owns it, or with
 * the passphrase that is set, and then owned by nobody yet. The OAuth app is kept too, so that the
 * file renews itself wherever it is carried.
 */
export const saveNewGrant = async (
  session: Session,
  properties: Properties,
  tokens: TokenSet | undefined,
): Promise<OpenedSettings> => {
  const { keys } = session.ports;
  const passphrase = await keys.passphrase();
  const own = passphrase === undefined ? await recipientOf(await keys.ensureIdentity()) : null;
  const sealing: Sealing = passphrase === undefined ? { recipients: own === null ? [] : [own] } : { passphrase };
  const kept = Object.entries(withoutTokens(properties)).filter(([name]) => !passing.has(name));
  return {
    sealing,
    document: {
      Format: 1,
      Service: session.service.id,
      Name: session.name,
      Properties: {
        ...standardProperties(session),
        ...Object.fromEntries(kept),
        ...appProperties(session, properties),
        ...(tokens ? tokensToProperties(tokens) : {}),
      },
      ...(tokens && tokens.issuedAt > 0 ? { ConsentedAt: tokens.issuedAt } : {}),
      Grant: { Id: randomUUID(), Generation: 1, Owner: own },
    },
  };
};

/** Defaults are written down, so that a file means the same to a later version. */
const standardProperties = ({ service }: Session): Properties =>
  Object.fromEntries(
    service.properties.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
  );

const appProperties = (session: Session, properties: Properties): Properties => {
  if (!hasTokens(session) || (!properties.OAuthClientId && !session.ports.embeddedApps[session.service.id])) return {};
  const client = clientOf(session.service, properties, session.ports.embeddedApps);
  return {
    OAuthClientId: client.id,
    ...(client.secret ? { OAuthClientSecret: client.secret } : {}),
    CallbackURL: client.callbackURL,
  };
};
