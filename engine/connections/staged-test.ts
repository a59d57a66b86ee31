import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import type { TestCause } from "../../shared/history.ts";
import { type Localised, untranslated } from "../../shared/localised.ts";
import { actionFor } from "../../shared/test-actions.ts";
import {
  type TestEvent,
  type TestReport,
  type TestStep,
  type TestStepId,
  testStepIds,
} from "../../shared/test-report.ts";
import { mapAddress } from "../addresses.ts";
import { note } from "../history/history.ts";
import { testedFact } from "../history/tested-fact.ts";
import type { Identity, WhoAmI } from "../kit.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { type Acquired, acquireToken, propertiesOfAcquired } from "../tokens/acquire.ts";
import { tellingWhyEnded } from "../tokens/ended.ts";
import { renewSaved } from "../tokens/renew.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { askDriver, secretsOf } from "./api.ts";
import { effectiveProperties, hasTokens, type Session } from "./session.ts";
import { presentTraffic, type Traffic } from "./test-traffic.ts";
import {
  credentialSettings,
  nothingSaved,
  openedSettings,
  type StepResult,
  timeWords,
  tokenResult,
} from "./test-words.ts";

const titles: Readonly<Record<TestStepId, Localised>> = {
  settings: { en: "Settings", ja: "設定" },
  network: { en: "Network", ja: "ネットワーク" },
  token: { en: "Access token", ja: "アクセストークン" },
  identity: { en: "Identity", ja: "サインインしたユーザー" },
  access: { en: "Access", ja: "アクセス" },
};

interface Progress {
  session?: Session;
  acquired?: Acquired;
  identity?: Identity;
  who?: WhoAmI;
  name: string;
  /** All that was seen of what must not be shown. */
  readonly secrets: Set<string>;
}

/** How a test gets its session, and its token where nothing is saved yet. */
export interface TestSubject {
  readonly service: string;
  readonly name: string;
  readonly open: () => Promise<Session>;
  /** What the session asks of the service. */
  readonly traffic: Pick<Traffic, "take">;
  /** Ends the test early; it is then not remembered. */
  readonly signal: AbortSignal;
  /** Consent through the browser, where InitiateOAuth allows it; absent where nobody is there to consent. */
  readonly connect?: (session: Session) => Promise<OpenedSettings>;
  /** Whether somebody asked for it; somebody did where it is absent. */
  readonly by?: TestCause;
}

/**
 * Tests a connection step by step: settings, network, token, identity, access. Looks only: it
 * renews what this machine owns, claims nothing, changes nothing else. Never throws for what is
 * wrong with the connection; the report says it, and `firstFailure` has it as an error.
 */
export async function* stagedTest(
  subject: TestSubject,
): AsyncGenerator<TestEvent, { readonly report: TestReport; readonly firstFailure?: KeyferryError }> {
  const started = performance.now();
  const progress: Progress = { name: subject.name, secrets: new Set() };
  const steps: TestStep[] = [];
  let firstFailure: KeyferryError | undefined;
  let stopped = false;
  for (const id of testStepIds) {
    if (stopped) {
      steps.push(skipped(id));
    } else {
      yield { type: "step-started", id, title: titles[id] };
      const begins = performance.now();
      const { step, failure, stop } = await runStep(id, () => {
        const step = () => work[id](subject, progress);
        return progress.session ? tellingWhyEnded(progress.session, step) : step();
      });
      firstFailure = failure;
      stopped = stop;
      await learnSecrets(progress);
      steps.push({ ...step, startMs: Math.round(begins - started), ...exchangesOf(subject, progress, started) });
    }
    yield { type: "step", step: steps.at(-1) as TestStep };
  }
  const report: TestReport = {
    ok: firstFailure === undefined,
    service: progress.session?.service.id ?? subject.service,
    name: progress.name,
    durationMs: Math.round(performance.now() - started),
    steps,
    ...(progress.identity ? { identity: progress.identity } : {}),
  };
  if (progress.session && !subject.signal.aborted) await note(progress.session, testedFact(report, subject.by));
  yield { type: "report", report };
  return { report, ...(firstFailure ? { firstFailure } : {}) };
}

interface RunStep {
  readonly step: TestStep;
  readonly failure: KeyferryError | undefined;
  readonly stop: boolean;
}

const runStep = async (id: TestStepId, task: () => Promise<StepResult>): Promise<RunStep> => {
  const started = performance.now();
  const base = () => ({ id, title: titles[id], durationMs: Math.round(performance.now() - started) });
  try {
    const { status = "passed", stop = false, ...told } = await task();
    return { step: { ...base(), status, ...told }, failure: undefined, stop };
  } catch (thrown) {
    const failure = asKeyferryError(thrown);
    const { code, message, remedy } = failure.toData();
    const action = actionFor(code);
    const why = { code, cause: message, remedy, ...(action ? { action } : {}) };
    return { step: { ...base(), status: "failed", detail: message, ...why }, failure, stop: true };
  }
};

/** What the session knows by now that must not be shown: before a renewal and after. */
const learnSecrets = async ({ session, acquired, secrets }: Progress): Promise<void> => {
  if (!session) return;
  const saved = acquired?.settings ?? (await session.store.read().catch(() => undefined));
  const properties = effectiveProperties(session, saved);
  for (const secret of secretsOf(session, properties, acquired?.tokens.accessToken ?? "")) secrets.add(secret);
};

const exchangesOf = ({ traffic }: TestSubject, { session, secrets }: Progress, started: number) => {
  const sent = traffic.take();
  const practiceOrigin = session?.ports.practiceOrigin;
  return sent.length > 0 ? { exchanges: presentTraffic(sent, { started, practiceOrigin, secrets: [...secrets] }) } : {};
};

const skipped = (id: TestStepId): TestStep => ({
  id,
  status: "skipped",
  durationMs: 0,
  title: titles[id],
  detail: { en: "Not reached.", ja: "実行していません。" },
});

const sessionOf = (progress: Progress): Session => progress.session as Session;

const work: Readonly<Record<TestStepId, (subject: TestSubject, progress: Progress) => Promise<StepResult>>> = {
  settings: async (subject, progress) => {
    const session = await subject.open();
    progress.session = session;
    if (!hasTokens(session)) {
      return credentialSettings(session);
    }
    if (session.mode === "OFF") {
      return {
        detail: {
          en: "InitiateOAuth is OFF: the given token is used as it is.",
          ja: "InitiateOAuth は OFF です。指定されたトークンをそのまま使います。",
        },
      };
    }
    const saved = await session.store.read();
    if (saved?.document.Name) progress.name = saved.document.Name;
    return saved ? openedSettings(session, saved) : nothingSaved(session);
  },

  network: async (_, progress) => {
    const session = sessionOf(progress);
    const saved = session.mode === "OFF" ? undefined : await session.store.read();
    const base = session.driver.apiBase(effectiveProperties(session, saved));
    const url = new URL(base);
    const answer = await session.http.get({ method: "HEAD", url: url.origin });
    // Behind a proxy the direct way may be closed; then there are no times to tell, and nothing is wrong.
    const times = await session.ports.transport
      .reach(new URL(mapAddress(url.origin, session.ports.practiceOrigin)).origin, AbortSignal.timeout(10_000))
      .catch(() => undefined);
    // The address itself is nobody's page: its status says something only where the service is down.
    const status = answer.status >= 500 || !times ? [`HTTP ${answer.status}`] : [];
    const parts = [...status, ...(times ? timeWords(times) : [])];
    return {
      ...(times ? { reach: times } : {}),
      detail: {
        en: `${url.host} answers (${parts.join(", ")}).`,
        ja: `${url.host} が応答しました（${parts.join("、")}）。`,
      },
    };
  },

  token: async (subject, progress) => {
    const session = sessionOf(progress);
    const acquired = await acquireToken(session, "look").catch(async (error: unknown) => {
      if (!subject.connect || session.mode !== "GETANDREFRESH" || !needsConsent(error)) throw error;
      const settings = await subject.connect(session);
      const tokens = tokensFromProperties(settings.document.Properties);
      if (!tokens) throw error;
      return { tokens, settings, how: "saved" as const };
    });
    progress.acquired = acquired;
    return tokenResult(session, acquired);
  },

  identity: async (_, progress) => {
    const who = await withOneRenewal(progress, async (session, acquired) =>
      askDriver(session, propertiesOfAcquired(session, acquired), acquired.tokens.accessToken, (driver, tools) =>
        driver.identify(tools),
      ),
    );
    progress.who = who;
    progress.identity = who.identity;
    const { name, email, account } = who.identity;
    return { detail: untranslated([`${name}${email ? ` <${email}>` : ""}`, account].filter(Boolean).join(", ")) };
  },

  access: async (_, progress) => {
    const session = sessionOf(progress);
    const acquired = progress.acquired as Acquired;
    const who = progress.who as WhoAmI;
    const properties = { ...who.discovered, ...propertiesOfAcquired(session, acquired) };
    return askDriver(session, properties, acquired.tokens.accessToken, (driver, tools) =>
      driver.checkAccess(tools, who),
    );
  },
};

const needsConsent = (error: unknown): boolean =>
  error instanceof KeyferryError && (error.code === "CONSENT_NEEDED" || error.code === "GRANT_ENDED");

/** A token that looks good may be refused all the same; one that is ours is then renewed once. */
const withOneRenewal = async <T>(
  progress: Progress,
  task: (session: Session, acquired: Acquired) => Promise<T>,
): Promise<T> => {
  const session = sessionOf(progress);
  const acquired = progress.acquired as Acquired;
  try {
    return await task(session, acquired);
  } catch (error) {
    const refused = error instanceof KeyferryError && error.code === "TOKEN_REFUSED";
    if (
      !refused ||
      acquired.how === "credentials" ||
      !acquired.settings ||
      acquired.settings.document.Grant.Owner === null
    )
      throw error;
    const settings = await renewSaved(session, { refused: acquired.tokens.accessToken });
    const tokens = tokensFromProperties(settings.document.Properties);
    if (!tokens) throw error;
    progress.acquired = { tokens, settings, how: "renewed" };
    return task(session, progress.acquired);
  }
};
