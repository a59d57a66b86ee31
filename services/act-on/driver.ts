import {
  type ApiTools,
  type HttpAnswer,
  KeyferryError,
  parseJson,
  presentable,
  rateLimited,
  type ServiceDriver,
  serviceUnavailable,
  waitAskedBy,
} from "../../engine/kit.ts";
import { featureOff, tokenAnswers } from "./token-answers.ts";

/** The one call that is sure to be there: what the account may list. */
const contactLists = "/list?listingtype=contact_list&count=1";

export const driver: ServiceDriver = {
  apiBase: ({ ApiHost = "api.actonsoftware.com" }) => `https://${ApiHost}/api/1`,

  tokenAnswers,

  judgeApiAnswer: (answer, service) => {
    if (isFeatureOff(answer)) return featureOffError();
    const body = asObject(answer.text);
    if (body?.httpCode !== undefined) return gatewayError(gatewayOf(body), service.name, waitAskedBy(answer));
    if (body?.errorCode === undefined) return undefined;
    const detail = presentable(`${String(body.message ?? "error")} (${String(body.errorCode)})`);
    return new KeyferryError("SERVICE_REFUSED", { service: service.name, detail });
  },

  identify: async (tools) => {
    const account = await readAccount(tools);
    const user = account?.user_name || account?.user_email || tools.properties.User;
    return {
      identity: {
        name: user ?? "Act-On",
        ...(account?.user_email ? { email: account.user_email } : {}),
        ...(account?.account_name ? { account: account.account_name } : {}),
      },
      discovered: {},
    };
  },

  checkAccess: async (tools) => {
    const { totalCount = 0 } = (await tools.get(contactLists)) as { readonly totalCount?: number };
    const host = new URL(driver.apiBase(tools.properties)).host;
    return {
      status: "passed",
      detail: {
        en: `${totalCount} contact lists at ${host}.`,
        ja: `${host} の連絡先リスト ${totalCount} 件にアクセスできます。`,
      },
    };
  },
};

interface Account {
  readonly user_name?: string;
  readonly user_email?: string;
  readonly account_name?: string;
}

/**
 * The account of the token; undefined where the call is gone. Today's reference leaves it out, so a
 * refusal says nothing yet: the lists, which are in it, have the last word.
 */
const readAccount = async (tools: ApiTools): Promise<Account | undefined> => {
  try {
    return (await tools.get("/account")) as Account;
  } catch (error) {
    if (!(error instanceof KeyferryError) || error.code !== "SERVICE_REFUSED") throw error;
    await tools.get(contactLists);
    return undefined;
  }
};

const isFeatureOff = ({ status, text }: HttpAnswer): boolean => status >= 400 && text.includes(featureOff);

const featureOffError = (): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: `The API is not enabled for this Act-On account (${featureOff}).`,
      ja: `この Act-On アカウントでは API が有効になっていません（${featureOff}）。`,
    },
    remedy: {
      en: "Ask the Customer Success Manager of the account, or Act-On Support, to enable API access for it.",
      ja: "API アクセスを有効にするよう、アカウント担当のカスタマーサクセスマネージャーか Act-On のサポートに依頼してください。",
    },
  });

/** What stands in front of Act-On, in its own words; the code is a string. */
interface Gateway {
  readonly code: number;
  readonly words: string;
}

const gatewayOf = ({ httpCode, httpMessage, moreInformation }: Record<string, unknown>): Gateway => ({
  code: Number(httpCode) || 0,
  words: presentable([httpMessage, moreInformation].filter(Boolean).map(String).join(": ")) || `HTTP ${httpCode}`,
});

const gatewayError = ({ code, words }: Gateway, service: string, wait: number | undefined): KeyferryError => {
  if (code === 401) return new KeyferryError("TOKEN_REFUSED", { service, detail: words });
  if (code === 429) return rateLimited(service, wait);
  if (code >= 500) return serviceUnavailable(service, code, wait);
  return new KeyferryError("SERVICE_REFUSED", { service, detail: `HTTP ${code}: ${words}` });
};

const asObject = (text: string): Record<string, unknown> | undefined => {
  const value = parseJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
};
