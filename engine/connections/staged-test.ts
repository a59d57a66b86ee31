import { asKeyferryError, KeyferryError } from "../../shared/errors.ts";
import { type Localised, untranslated } from "../../shared/localised.ts";
import {
  type TestEvent,
  type TestReport,
  type TestStep,
  type TestStepId,
  testStepIds,
} from "../../shared/test-report.ts";
import { mapAddress } from "../addresses.ts";
import type { Identity, WhoAmI } from "../kit.ts";
import type { ReachTimes } from "../ports.ts";
import { recipientOf } from "../settings/envelope.ts";
import type { OpenedSettings } from "../settings/store.ts";
import { type Acquired, acquireToken, propertiesOfAcquired } from "../tokens/acquire.ts";
import { mayRenew, ownerName } from "../tokens/ownership.ts";
import { renewSaved } from "../tokens/renew.ts";
import { expiryOf } from "../tokens/timing.ts";
import { tokensFromProperties } from "../tokens/token-properties.ts";
import { apiTools } from "./api.ts";
import { effectiveProperties, hasTokens, type Session } from "./session.ts";

const titles: Readonly<Record<TestStepId, Localised>> = {
  settings: { en: "Settings", ja: "設定" },
  network: { en: "Network", ja: "ネットワーク" },
  token: { en: "Access token", ja: "アクセストークン" },
  identity: { en: "Identity", ja: "サインインしたユーザー" },
  access: { en: "Access", ja: "アクセス" },
};

interface StepResult {
  readonly status?: "passed" | "warning";
  readonly detail: Localised;
  readonly remedy?: Localised;
  /** The steps after this one make no sense. */
  readonly stop?: true;
}

interface Progress {
  session?: Session;
  acquired?: Acquired;
  identity?: Identity;
  who?: WhoAmI;
  name: string;
}

/** How a test gets its session, and its token where nothing is saved yet. */
export interface TestSubject {
  readonly service: string;
  readonly name: string;
  readonly open: () => Promise<Session>;
  /** Consent through the browser, where InitiateOAuth allows it. */
  readonly connect: (session: Session) => Promise<OpenedSettings>;
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
  const progress: Progress = { name: subject.name };
  const steps: TestStep[] = [];
  let firstFailure: KeyferryError | undefined;
  let stopped = false;
  for (const id of testStepIds) {
    if (stopped) {
      steps.push(skipped(id));
    } else {
      yield { type: "step-started", id, title: titles[id] };
      const { step, failure, stop } = await runStep(id, () => work[id](subject, progress));
      firstFailure = failure;
      stopped = stop;
      steps.push(step);
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
    const { status = "passed", detail, remedy, stop = false } = await task();
    return { step: { ...base(), status, detail, ...(remedy ? { remedy } : {}) }, failure: undefined, stop };
  } catch (thrown) {
    const failure = asKeyferryError(thrown);
    const { message, remedy } = failure.toData();
    return { step: { ...base(), status: "failed", detail: message, cause: message, remedy }, failure, stop: true };
  }
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
      detail: {
        en: `${url.host} answers (${parts.join(", ")}).`,
        ja: `${url.host} が応答しました（${parts.join("、")}）。`,
      },
    };
  },

  token: async (subject, progress) => {
    const session = sessionOf(progress);
    const acquired = await acquireToken(session, "look").catch(async (error: unknown) => {
      if (session.mode !== "GETANDREFRESH" || !needsConsent(error)) throw error;
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
      session.driver.identify(apiTools(session, propertiesOfAcquired(session, acquired), acquired.tokens.accessToken)),
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
    return session.driver.checkAccess(apiTools(session, properties, acquired.tokens.accessToken), who);
  },
};

const timeWords = ({ dns, connect, tls }: ReachTimes): readonly string[] => [
  `DNS ${ms(dns)}`,
  `TCP ${ms(connect)}`,
  ...(tls === undefined ? [] : [`TLS ${ms(tls)}`]),
];

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

const needsConsent = (error: unknown): boolean =>
  error instanceof KeyferryError && (error.code === "CONSENT_NEEDED" || error.code === "GRANT_ENDED");

const openedSettings = async (session: Session, { document }: OpenedSettings): Promise<StepResult> => {
  const own = await session.ports.keys.identity().then(recipientOf, () => undefined);
  const renewals = String(document.Grant.Generation - 1);
  const detail = {
    en: `${session.store.location} opens; renewals so far: ${renewals}.`,
    ja: `${session.store.location} を開けました。これまでのリフレッシュは ${renewals} 回です。`,
  };
  if (document.Grant.Owner === null && !document.Grant.HandedOver) return { detail };
  if (own !== undefined && mayRenew(session.service, document.Grant, own)) return { detail };
  const owner = ownerName(document.Grant);
  return {
    status: "warning",
    detail: {
      en: `${detail.en} Another machine renews it: ${owner.en}.`,
      ja: `${detail.ja} リフレッシュは別のマシンが行います: ${owner.ja}。`,
    },
    remedy: {
      en: "Use it there, or take it back if that machine no longer needs it.",
      ja: "そのマシンで使うか、不要になった場合はこちらに引き取ってください。",
    },
  };
};

const credentialSettings = async (session: Session): Promise<StepResult> => {
  const { settings } = await acquireToken(session, "look");
  return {
    detail: settings
      ? {
          en: `${session.store.location} opens; all that ${session.scheme} needs is there.`,
          ja: `${session.store.location} を開けました。${session.scheme} に必要な値がそろっています。`,
        }
      : {
          en: `All that ${session.scheme} needs is in the connection string.`,
          ja: `${session.scheme} に必要な値が接続文字列にそろっています。`,
        },
  };
};

const nothingSaved = (session: Session): StepResult => ({
  detail: {
    en: `The connection string is well formed; nothing is saved yet at ${session.store.location}.`,
    ja: `接続文字列は正しい形式です。${session.store.location} にはまだ何も保存されていません。`,
  },
});

const tokenResult = (session: Session, { tokens, how, notClaimed }: Acquired): StepResult => {
  if (how === "credentials") {
    return {
      detail: {
        en: `AuthScheme ${session.scheme} needs no access token.`,
        ja: `AuthScheme ${session.scheme} ではアクセストークンを使いません。`,
      },
    };
  }
  if (how === "unclaimed") {
    return {
      status: "warning",
      stop: true,
      detail: {
        en: "The access token has lapsed. The first machine that uses the connection renews it; a test only looks.",
        ja: "アクセストークンの期限が切れています。最初に接続を使用したマシンがリフレッシュします。テストでは変更しません。",
      },
      remedy: {
        en: "Run `keyferry token` on the machine that shall own it.",
        ja: "所有するマシンで `keyferry token` を実行してください。",
      },
    };
  }
  const expiry = expiryOf(tokens);
  const until =
    expiry === undefined ? undefined : `${new Date(expiry).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const renewed = {
    en: how === "renewed" ? "Renewed just now; good" : "Good",
    ja: how === "renewed" ? "リフレッシュしました。有効期限" : "有効期限",
  };
  const detail = until
    ? { en: `${renewed.en} until ${until}.`, ja: `${renewed.ja}: ${until}` }
    : { en: "There is a token; when it lapses is not known.", ja: "トークンがあります。有効期限は不明です。" };
  if (!notClaimed || session.mode === "OFF") return { detail };
  return { status: "warning", detail, remedy: notClaimed.toData().remedy };
};

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
