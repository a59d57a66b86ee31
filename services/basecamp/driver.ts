import {
  type AccessReport,
  type AccountChoice,
  type ApiTools,
  type HttpAnswer,
  KeyferryError,
  type Properties,
  parseJson,
  type ServiceDriver,
  type WhoAmI,
} from "../../engine/kit.ts";

/** The product names of `authorization.json`, by Schema. */
const products: Readonly<Record<string, string>> = { V3: "bc3", V2: "bcx" };

const schemaOf = (properties: Properties): "V2" | "V3" => (properties.Schema === "V2" ? "V2" : "V3");

/** Sentences that Launchpad sends in place of RFC 6749's `invalid_grant`. */
const endedSentences = /authorization_expired|rekeyed its deadbolt|token expired|could not be verified/i;

/** The same as a bare text: the person lost the account (bc-api#247), or changed the password (bc-api#199). */
const endedTexts = /^\s*(Unknown Basecamp ID\b|[^<{]{0,200}rekeyed its deadbolt)/i;

const endedAnswer = (answer: HttpAnswer, words: string): HttpAnswer => ({
  ...answer,
  text: JSON.stringify({ error: "invalid_grant", error_description: words }),
});

export const driver: ServiceDriver = {
  apiBase: (properties) =>
    schemaOf(properties) === "V2"
      ? `https://basecamp.com/${properties.AccountId ?? ""}/api/v1`
      : `https://3.basecampapi.com/${properties.AccountId ?? ""}`,

  standardiseTokenAnswer: (answer) => {
    if (answer.status < 500 && endedTexts.test(answer.text)) return endedAnswer(answer, answer.text);
    const body = parseJson(answer.text) as Record<string, unknown> | undefined;
    if (typeof body?.error === "string" && answer.status < 500) {
      if (!endedSentences.test(body.error)) return answer;
      return endedAnswer(answer, body.error);
    }
    if (typeof body?.access_token !== "string") return answer;
    return { ...answer, text: JSON.stringify({ token_type: "bearer", ...body }) };
  },

  judgeApiAnswer: (answer, service) => {
    if (answer.status === 404 && /inactive/i.test(answer.headers.reason ?? "")) {
      return new KeyferryError("ACCOUNT_WRONG", {
        detail: {
          en: "The Basecamp account is inactive: its trial ended or it was suspended.",
          ja: "Basecamp アカウントが無効です。トライアルが終了したか、停止されています。",
        },
        remedy: {
          en: "Reactivate the account at Basecamp, or set AccountId to another one.",
          ja: "Basecamp でアカウントを再開するか、AccountId に別のアカウントを指定してください。",
        },
      });
    }
    return answer.status === 404
      ? new KeyferryError("SERVICE_REFUSED", {
          service: service.name,
          detail: { en: "not found, or no permission", ja: "見つからないか、権限がありません" },
        })
      : undefined;
  },

  identify: async (tools) => {
    const authorization = (await tools.get("https://launchpad.37signals.com/authorization.json")) as Authorization;
    const accounts = authorization.accounts ?? [];
    const { first_name, last_name, email_address } = authorization.identity ?? {};
    const schema = schemaOf(tools.properties);
    const suitable = accounts.filter(({ product }) => product === products[schema]);
    const chosen =
      tools.properties.AccountId ?? (suitable.length === 1 && suitable[0] ? String(suitable[0].id) : undefined);
    const account = accounts.find(({ id }) => String(id) === chosen)?.name;
    return {
      identity: {
        name: [first_name, last_name].filter(Boolean).join(" ") || (email_address ?? "?"),
        ...(email_address ? { email: email_address } : {}),
        ...(account ? { account } : {}),
      },
      discovered: chosen ? { AccountId: chosen } : {},
      choices: { property: "AccountId", accounts: accounts.map((each) => choiceOf(each, schema)) },
    };
  },

  checkAccess: async (tools, who) => {
    const schema = schemaOf(tools.properties);
    const accountId = tools.properties.AccountId ?? who.discovered.AccountId;
    const accounts = who.choices?.accounts ?? [];
    if (accountId === undefined || !accounts.some(({ value, suits }) => value === accountId && suits)) {
      throw wrongAccount(schema, accountId, accounts);
    }
    return checkProject(tools, { ...tools.properties, Schema: schema, AccountId: accountId }, who);
  },
};

interface Authorization {
  readonly identity?: { readonly first_name?: string; readonly last_name?: string; readonly email_address?: string };
  readonly accounts?: readonly Account[] | null;
}

interface Account {
  readonly product: string;
  readonly id: number | string;
  readonly name: string;
}

const choiceOf = ({ product, id, name }: Account, schema: string): AccountChoice => ({
  value: String(id),
  label: `${name} (${product})`,
  suits: product === products[schema],
});

/** A sign-in works for every 37signals product; only this list tells whether it fits the connection. */
const wrongAccount = (
  schema: string,
  accountId: string | undefined,
  accounts: readonly AccountChoice[],
): KeyferryError => {
  const suitable = accounts.filter(({ suits }) => suits);
  const list = suitable.map(({ value, label }) => `${value} ${label}`).join(", ");
  const otherProduct = accounts.some(({ value, suits }) => value === accountId && !suits);
  const reason = otherProduct
    ? {
        en: `AccountId ${accountId} belongs to another product than Schema ${schema}.`,
        ja: `AccountId ${accountId} は Schema ${schema} とは別の製品のアカウントです。`,
      }
    : accountId === undefined
      ? {
          en: "AccountId is not set, and there is more than one account, or none.",
          ja: "AccountId が設定されておらず、アカウントを 1 つに特定できません。",
        }
      : {
          en: `This sign-in has no account ${accountId}.`,
          ja: `このサインインにはアカウント ${accountId} がありません。`,
        };
  const remedy = list
    ? { en: `Set AccountId to one of: ${list}.`, ja: `AccountId に次のいずれかを設定してください: ${list}。` }
    : {
        en: `This sign-in has no account for Schema ${schema}: choose the other Schema, or sign in as someone else.`,
        ja: `このサインインには Schema ${schema} のアカウントがありません。別の Schema を選ぶか、別のユーザーでサインインしてください。`,
      };
  return new KeyferryError("ACCOUNT_WRONG", { detail: reason, remedy });
};

interface Project {
  readonly id: number | string;
  readonly name: string;
}

const checkProject = async (tools: ApiTools, properties: Properties, who: WhoAmI): Promise<AccessReport> => {
  const base = driver.apiBase(properties);
  const account = who.identity.account ?? properties.AccountId ?? "";
  if (properties.ProjectId) {
    const project = await findProject(tools, base, properties.ProjectId);
    return { status: "passed", detail: reached(account, project.name) };
  }
  const projects = (await tools.get(`${base}/projects.json`)) as readonly Project[];
  const first = projects[0];
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

const reached = (account: string, project: string) => ({
  en: `Account ${account}, project ${project}.`,
  ja: `アカウント「${account}」、プロジェクト「${project}」にアクセスできます。`,
});
