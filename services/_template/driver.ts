import { type ApiTools, KeyferryError, type ServiceDriver } from "../../engine/kit.ts";

/**
 * What data cannot say. Needed are `apiBase`, `identify` and `checkAccess`; every other function is
 * for a service that is odd, and is better left out. Import nothing of the engine but the kit.
 */
export const driver: ServiceDriver = {
  // No slash at the end. It may throw where a property makes no address (see Highrise).
  apiBase: ({ Workspace = "api" }) => `https://${Workspace}.example.com/v1`,

  // How the credential travels. Leave it out for `Authorization: Bearer`, and for `Basic` of User and Password.
  authorize: (request, { scheme, accessToken, properties }) => {
    const authorization = scheme === "APIToken" ? `Key ${properties.ApiKey ?? ""}` : `Bearer ${accessToken}`;
    return { ...request, headers: { ...request.headers, authorization } };
  },

  // Only for errors that the general rules (429, 5xx, 401, other 4xx) would tell wrongly. Words of the
  // service go through `presentable` first. ACCOUNT_WRONG brings its own remedy, in both languages.
  judgeApiAnswer: (answer) => (answer.status === 402 ? unpaid() : undefined),

  // Who is it, and what could be chosen? `discovered` is kept with the settings where the connection is silent.
  identify: async (tools) => {
    const me = (await tools.get("/me")) as Me;
    return {
      identity: { name: me.name, ...(me.email ? { email: me.email } : {}), account: me.workspace },
      discovered: { Workspace: me.workspace },
    };
  },

  // One harmless call that shows that the connection can be worked with: the last line of a test.
  checkAccess: async (tools) => {
    const count = await countProjects(tools);
    return {
      status: "passed",
      detail: { en: `${count} projects.`, ja: `プロジェクト ${count} 件にアクセスできます。` },
    };
  },

  // The others, with where to look for an example:
  // - `oauth`: endpoints or scopes that depend on properties (Backlog, Instagram).
  // - `tokenAnswers`, `tokenBody`: token answers that are not RFC 6749 (Act-On, Instagram).
  // - `afterCodeExchange`: a second hop for the token that lasts (Instagram).
  // - `renewalRequest`: a renewal that is not `grant_type=refresh_token` (Instagram).
};

interface Me {
  readonly name: string;
  readonly email?: string;
  readonly workspace: string;
}

const countProjects = async (tools: ApiTools): Promise<number> => {
  const projects = await tools.get("/projects");
  return Array.isArray(projects) ? projects.length : 0;
};

const unpaid = (): KeyferryError =>
  new KeyferryError("ACCOUNT_WRONG", {
    detail: { en: "The workspace is not paid for.", ja: "ワークスペースの支払いが行われていません。" },
    remedy: {
      en: "Settle the account at Example, or set Workspace to another one.",
      ja: "Example で支払いを行うか、Workspace に別のワークスペースを指定してください。",
    },
  });
