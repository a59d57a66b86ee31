import { KeyferryError } from "../../shared/errors.ts";
import type { Properties } from "../../shared/property.ts";
import { checkComplete } from "../../shared/property-check.ts";
import { mapAddress } from "../addresses.ts";
import { note } from "../history/history.ts";
import type { TokenSet } from "../kit.ts";
import { canListenAt, readPastedAddress } from "../loopback/callback-url.ts";
import type { CallbackListener } from "../loopback/listener.ts";
import type { Outcome } from "../loopback/result-page.ts";
import { type AuthorizationRequest, authorizationRequest, judgeAuthorizationAnswer } from "../oauth/authorization.ts";
import { exchangeCode, type TokenEndpoint } from "../oauth/token-endpoint.ts";
import { replaceSettings } from "../settings/replace.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { lookAtArrival, type OnArrival } from "./arrival.ts";
import { keepLearnt } from "./discover.ts";
import { saveNewGrant } from "./save.ts";
import { effectiveProperties, endpointOf, type Session } from "./session.ts";

/** A sign-in that waits for a person. */
export interface ConsentAttempt {
  /** Where to consent, as the browser must open it. */
  readonly url: string;
  readonly callbackURL: string;
  /** False where the callback cannot be listened on: the address must be pasted. */
  readonly listening: boolean;
  readonly expiresAt: number;
  /** Takes the address the browser ended on. Throws where it is of no use; the attempt goes on. */
  readonly paste: (address: string) => void;
  readonly openAgain: () => Promise<void>;
}

export interface ConsentOptions {
  readonly signal: AbortSignal;
  readonly openBrowser: boolean;
  readonly onWaiting: (attempt: ConsentAttempt) => void;
  readonly onExchanging: () => void;
  readonly onArrival?: OnArrival;
}

const waitMinutes = 5;

/**
 * Gets a grant from a person through the browser (RFC 8252) and saves it. The settings are proved
 * writable before the browser opens, and what came back is looked at before it is saved. Throws what `grantByConsent` throws, and `SETTINGS_UNWRITABLE`;
 * what was saved stays.
 */
export const consent = async (session: Session, options: ConsentOptions): Promise<OpenedSettings> => {
  const saved = await session.store.read().catch(() => undefined);
  await proveWritable(session);
  const grant = await grantByConsent(session, options, saved);
  const { learnt, otherAccount } = await lookAtArrival(session, saved, grant, options.onArrival);
  const settings = await saveGrant(session, grant.endpoint, grant.tokens);
  await note(session, { type: saved ? "consented-again" : "connected" });
  return learnt ? keepLearnt(session, settings, learnt, otherAccount) : settings;
};

/**
 * Gets a grant from a person and saves nothing. The listener is up before the browser opens. Throws
 * `CONSENT_*`, `STATE_MISMATCH`, `CODE_REFUSED`, `CALLBACK_PORT_TAKEN` and the like.
 */
export const grantByConsent = async (
  session: Session,
  options: ConsentOptions,
  saved?: OpenedSettings,
): Promise<{ readonly endpoint: TokenEndpoint; readonly tokens: TokenSet }> => {
  const properties = withOwnCallback(session, effectiveProperties(session, saved));
  checkComplete(session.service, properties);
  const wanted = await endpointOf(session, properties);
  const listener = await openListener(wanted, properties, () => request);
  const endpoint = listener ? { ...wanted, client: { ...wanted.client, callbackURL: listener.callbackURL } } : wanted;
  const request: AuthorizationRequest = await authorizationRequest(
    endpoint.service,
    endpoint.client,
    properties,
    session.ports.random,
  );
  try {
    const answer = await waitForAnswer(session, endpoint, request, listener, options);
    options.onExchanging();
    const tokens = await exchangeCode(stoppable(session, endpoint, options.signal), answer, request.codeVerifier);
    return { endpoint, tokens };
  } finally {
    // The page that tells the person to close the tab may still be loading; nobody waits for it.
    void listener?.close();
  }
};

/** The person who waits for a code's exchange is the only one, and may let it go. */
const stoppable = ({ http }: Session, endpoint: TokenEndpoint, signal: AbortSignal): TokenEndpoint => ({
  ...endpoint,
  tools: { ...endpoint.tools, send: (request) => http.sendToken(request, signal) },
});

/**
 * The callback of an earlier sign-in says where that one listened. For an embedded app only what a
 * person sets is kept to; else the app's own callback stands, and any loopback port it allows.
 */
const withOwnCallback = (session: Session, properties: Properties): Properties => {
  const { CallbackURL: _, ...others } = properties;
  const embedded = session.ports.embeddedApps[session.service.id]?.OAuthClientId === properties.OAuthClientId;
  return embedded && session.given.CallbackURL === undefined ? others : properties;
};

const proveWritable = (session: Session): Promise<void> =>
  session.store.locked(async (held) => (await held.prepare()).abandon());

const openListener = async (
  { client, service }: TokenEndpoint,
  properties: Properties,
  request: () => AuthorizationRequest,
): Promise<CallbackListener | undefined> => {
  if (!canListenAt(client.callbackURL)) return undefined;
  const { listenForCallback } = await import("../loopback/listener.ts");
  return listenForCallback(client.callbackURL, {
    anyPort: client.anyLoopbackPort,
    outcomeOf: (answer) => outcomeOf(() => judgeAuthorizationAnswer(service, client, request(), properties, answer)),
  });
};

const outcomeOf = (judge: () => unknown): Outcome => {
  try {
    judge();
    return "received";
  } catch (error) {
    const mismatch = error instanceof KeyferryError && ["STATE_MISMATCH", "ISSUER_MISMATCH"].includes(error.code);
    return mismatch ? "mismatch" : "denied";
  }
};

const waitForAnswer = async (
  session: Session,
  endpoint: TokenEndpoint,
  request: AuthorizationRequest,
  listener: CallbackListener | undefined,
  { signal, openBrowser, onWaiting }: ConsentOptions,
): Promise<URLSearchParams> => {
  const { clock, browser, practiceOrigin } = session.ports;
  const url = mapAddress(request.url, practiceOrigin);
  const pasted = Promise.withResolvers<URLSearchParams>();
  const judge = (answer: URLSearchParams) =>
    judgeAuthorizationAnswer(endpoint.service, endpoint.client, request, endpoint.tools.properties, answer);
  const open = () => browser.open(url);
  onWaiting({
    url,
    callbackURL: request.callbackURL,
    listening: listener !== undefined,
    expiresAt: clock.now() + waitMinutes * 60_000,
    paste: (address) => pasted.resolve(judge(readPastedAddress(address))),
    openAgain: open,
  });
  // Where no browser can be started the address is on the screen, and can be opened by hand.
  if (openBrowser) await open().catch(() => {});
  const answers = [pasted.promise, ...(listener ? [listener.answer.then(judge)] : [])];
  return withDeadline(Promise.race(answers), signal, clock.sleep);
};

const withDeadline = async <T>(
  answer: Promise<T>,
  signal: AbortSignal,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>,
): Promise<T> => {
  const done = new AbortController();
  const cancelled = Promise.withResolvers<never>();
  const cancel = () => cancelled.reject(new KeyferryError("CONSENT_CANCELLED"));
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  const late = sleep(waitMinutes * 60_000, done.signal).then(() => {
    throw new KeyferryError("CONSENT_TIMEOUT", { minutes: String(waitMinutes) });
  });
  late.catch(() => {});
  try {
    return await Promise.race([answer, cancelled.promise, late]);
  } finally {
    done.abort();
    signal.removeEventListener("abort", cancel);
  }
};

const saveGrant = (session: Session, endpoint: TokenEndpoint, tokens: TokenSet): Promise<OpenedSettings> =>
  session.store.locked(async (held) => {
    const earlier = await held.read().catch(() => undefined);
    const properties = { ...effectiveProperties(session, earlier), CallbackURL: endpoint.client.callbackURL };
    return replaceSettings(held, () => saveNewGrant(session, properties, tokens));
  });
