import {
  type AccessReport,
  type AccountChoice,
  type ApiTools,
  type HttpAnswer,
  KeyferryError,
  type Localised,
  type Properties,
  type ServiceDriver,
  type WhoAmI,
} from "../../engine/kit.ts";
import { chosenAccount, type LaunchpadAccount, launchpadTokenAnswers, readSignIn, wrongAccount } from "../launchpad.ts";

type Schema = "V2" | "V3";

/** The product names of `authorization.json`. */
const products: Readonly<Record<Schema, string>> = { V3: "bc3", V2: "bcx" };

/** Whether a name and a password prove who it is: named, or implied by the password. */
const isBasic = ({ AuthScheme, Password }: Properties): boolean =>
  AuthScheme === undefined ? Boolean(Password) : AuthScheme === "Basic";

/** Basecamp 2 alone takes a password, so that is what is meant where nothing else is said. */
const schemaOf = (properties: Properties): Schema =>
  (properties.Schema ?? (isBasic(properties) ? "V2" : "V3")) === "V2" ? "V2" : "V3";

const baseOf = (properties: Properties): string =>
  schemaOf(properties) === "V2"
    ? `https://basecamp.com/${properties.AccountId ?? ""}/api/v1`
    : `https://3.basecampapi.com/${properties.AccountId ?? ""}`;

export const driver: ServiceDriver = {
  apiBase: baseOf,

  tokenAnswers: launchpadTokenAnswers,

  judgeApiAnswer: (answer, service) => {
    if (answer.status !== 404) return undefined;
    if (/inactive/i.test(answer.headers.reason ?? "")) return inactive();
    return new KeyferryError("SERVICE_REFUSED", {
      service: service.name,
      detail: { en: "not found, or no permission", ja: "見つからないか、権限がありません" },
    });
  },

  identify: (tools) => (isBasic(tools.properties) ? identifyByPassword(tools) : identifyByLaunchpad(tools)),

  checkAccess: async (tools, who) => {
    const schema = schemaOf(tools.properties);
    const accountId = tools.properties.AccountId ?? who.discovered.AccountId;
    // Under Basic there is no list to compare with: that the person was found in the account says it all.
    const accounts = who.choices?.accounts;
    const listed = accounts?.some(({ value, suits }) => value === accountId && suits) ?? true;
    if (accountId === undefined || !listed) {
      const otherwise = noAccount(schema);
      throw wrongAccount({ accountId, accounts: accounts ?? [], product: `Schema ${schema}`, otherwise });
    }
    return checkProject(tools, { ...tools.properties, Schema: schema, AccountId: accountId }, who);
  },
};

const identifyByLaunchpad = async (tools: ApiTools): Promise<WhoAmI> => {
  const { person, accounts } = await readSignIn(tools);
  const schema = schemaOf(tools.properties);
  const choices = accounts.map((each) => choiceOf(each, schema));
  const chosen = chosenAccount(tools.properties.AccountId, choices);
  const account = accounts.find(({ id }) => String(id) === chosen)?.name;
  return {
    identity: { ...person, ...(account ? { account } : {}) },
    discovered: chosen ? { AccountId: chosen } : {},
    choices: { property: "AccountId", accounts: choices },
  };
};

const choiceOf = ({ product, id, name }: LaunchpadAccount, schema: Schema): AccountChoice => ({
  value: String(id),
  label: `${name} (${product})`,
  suits: product === products[schema],
});

/** Under Basic there is no Launchpad to ask. The password goes to Basecamp 2 and nowhere else. */
const identifyByPassword = async (tools: ApiTools): Promise<WhoAmI> => {
  if (schemaOf(tools.properties) === "V3") throw basicWithV3();
  const me = (await tools.get("/people/me.json").catch((error: unknown) => {
    throw passwordRefusal(tools, error);
  })) as { readonly name?: string; readonly email_address?: string };
  const { AccountId = "", User = "?" } = tools.properties;
  return {
    identity: { name: me.name ?? User, ...(me.email_address ? { email: me.email_address } : {}), account: AccountId },
    discovered: { Schema: "V2" },
  };
};

const passwordRefusal = ({ service, properties }: ApiTools, error: unknown): unknown => {
  if (!(error instanceof KeyferryError)) return error;
  if (error.code === "TOKEN_REFUSED") {
    const detail = {
      en: "HTTP 401; who signs in with Google has no password until one is set at Basecamp",
      ja: "HTTP 401。Google でサインインしている場合は、Basecamp でパスワードを設定するまで使用できません",
    };
    return new KeyferryError("SIGN_IN_REFUSED", { service: service.name, detail }, { cause: error });
  }
  if (error.code !== "SERVICE_REFUSED") return error;
  const { AccountId = "" } = properties;
  const parameters = {
    detail: {
      en: `Basecamp 2 has no account ${AccountId} that this user belongs to.`,
      ja: `Basecamp 2 に、このユーザーが所属するアカウント ${AccountId} がありません。`,
    },
    remedy: {
      en: "Correct AccountId: it is the number in https://basecamp.com/NUMBER in the browser.",
      ja: "AccountId を修正してください。ブラウザの URL https://basecamp.com/番号 に含まれる番号です。",
    },
  };
  return new KeyferryError("ACCOUNT_WRONG", parameters, { cause: error });
};

const basicWithV3 = (): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: "Basecamp 3 and 4 (Schema V3) take no user name and password: AuthScheme Basic works with Basecamp 2 alone.",
      ja: "Basecamp 3 / 4（Schema V3）ではユーザー名とパスワードを使用できません。AuthScheme Basic は Basecamp 2 専用です。",
    },
    remedy: {
      en: "Set AuthScheme=OAuth, or Schema=V2 for an account of Basecamp 2.",
      ja: "AuthScheme=OAuth を指定するか、Basecamp 2 のアカウントの場合は Schema=V2 を指定してください。",
    },
  });

const inactive = (): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: {
      en: "The Basecamp account is inactive: its trial ended or it was suspended.",
      ja: "Basecamp アカウントが無効です。トライアルが終了したか、停止されています。",
    },
    remedy: {
      en: "Reactivate the account at Basecamp, or set AccountId to another one.",
      ja: "Basecamp でアカウントを再開するか、AccountId に別のアカウントを指定してください。",
    },
  });

const noAccount = (schema: Schema): Localised => ({
  en: `This sign-in has no account for Schema ${schema}: choose the other Schema, or sign in as someone else.`,
  ja: `このサインインには Schema ${schema} のアカウントがありません。別の Schema を選ぶか、別のユーザーでサインインしてください。`,
});

interface Project {
  readonly id: number | string;
  readonly name: string;
}

const checkProject = async (tools: ApiTools, properties: Properties, who: WhoAmI): Promise<AccessReport> => {
  const base = baseOf(properties);
  const account = who.identity.account ?? properties.AccountId ?? "";
  if (properties.ProjectId) {
    const project = await findProject(tools, base, properties.ProjectId);
    return { status: "passed", detail: reached(account, project.name) };
  }
  const first = await firstProject(tools, `${base}/projects.json`, schemaOf(properties));
  if (!first) {
    return {
      status: "warning",
      detail: {
        en: `Account ${account} answers, but has no project yet.`,
        ja: `アカウント「${account}」は応答しましたが、プロジェクトがありません。`,
      },
      remedy: { en: "Create a project in Basecamp.", ja: "Basecamp でプロジェクトを作成してください。" },
    };
  }
  return { status: "passed", detail: reached(account, first.name), discovered: { ProjectId: String(first.id) } };
};

/** V2 counts pages and ends with the first empty one; V3 may go on after it, and says so in `Link`. */
const firstProject = async (tools: ApiTools, address: string, schema: Schema): Promise<Project | undefined> => {
  const [first] = (await tools.get(address)) as readonly Project[];
  if (first || schema === "V2") return first;
  const next = nextPage(await tools.request({ method: "GET", url: address }), address);
  return next === undefined ? undefined : ((await tools.get(next)) as readonly Project[])[0];
};

/** The next page by RFC 8288, where it is at the same origin: the token goes nowhere else. */
const nextPage = ({ headers }: HttpAnswer, address: string): string | undefined => {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(headers.link ?? "")?.[1];
  if (link === undefined || !URL.canParse(link, address)) return undefined;
  const next = new URL(link, address);
  return next.origin === new URL(address).origin ? next.href : undefined;
};

const findProject = async (tools: ApiTools, base: string, id: string): Promise<Project> => {
  try {
    return (await tools.get(`${base}/projects/${encodeURIComponent(id)}.json`)) as Project;
  } catch (error) {
    if (!(error instanceof KeyferryError) || error.code !== "SERVICE_REFUSED") throw error;
    throw new KeyferryError(
      "ACCOUNT_WRONG",
      {
        detail: {
          en: `There is no project ${id} in this account, or this sign-in may not see it.`,
          ja: `このアカウントにプロジェクト ${id} がないか、閲覧権限がありません。`,
        },
        remedy: {
          en: "Correct ProjectId, or leave it empty to use the first project.",
          ja: "ProjectId を修正するか、空欄にして最初のプロジェクトを使ってください。",
        },
      },
      { cause: error },
    );
  }
};

const reached = (account: string, project: string): Localised => ({
  en: `Account ${account}, project ${project}.`,
  ja: `アカウント「${account}」、プロジェクト「${project}」にアクセスできます。`,
});
