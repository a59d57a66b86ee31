import type { ServiceDefinition } from "../../shared/service.ts";

export const service: ServiceDefinition = {
  id: "backlog",
  name: "Backlog",
  summary: { en: "Issues, wikis and repositories at Nulab", ja: "ヌーラボのプロジェクト管理・課題管理サービス" },
  icon: "M6 3h12a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm2.500 5 1.200 1.200 2-2.200M14 8.500h2M8.500 15l1.200 1.200 2-2.200M14 15.500h2",
  authSchemes: ["OAuth", "APIToken"],
  properties: [
    {
      name: "Url",
      kind: "address",
      group: "service",
      required: true,
      example: "https://yourspace.backlog.com",
      help: {
        en: "The address of the space. A space at backlog.jp or backlogtool.com keeps that ending.",
        ja: "スペースの URL。backlog.jp や backlogtool.com のスペースの場合は、そのまま指定してください。",
      },
    },
    {
      name: "ApiKey",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["APIToken"],
      required: true,
      help: {
        en: "An API key: in Backlog, Personal settings, then API. It belongs to one user in one space.",
        ja: "API キー。Backlog の「個人設定」の「API」で登録します。キーは 1 つのスペースの 1 ユーザーに属します。",
      },
    },
  ],
  oauth: {
    authorizationEndpoint: "{Url}/OAuth2AccessRequest.action",
    tokenEndpoint: "{Url}/api/v2/oauth2/token",
    customAppOnly: true,
    pkce: false,
    renewal: "refresh-token",
    defaultExpiresIn: 3600,
    exampleCallbackURL: "http://localhost:33333",
  },
  grant: {
    sharing: "single-owner",
    why: {
      en: "Backlog does not say whether a refresh token may be used twice, so one machine renews it.",
      ja: "Backlog はリフレッシュトークンを繰り返し使えるか明記していないため、1 台のマシンだけがリフレッシュします。",
    },
    source: "https://developer.nulab.com/docs/backlog/auth/",
  },
  sources: [
    "https://developer.nulab.com/docs/backlog/auth/",
    "https://developer.nulab.com/docs/backlog/error-response/",
    "https://developer.nulab.com/docs/backlog/rate-limit/",
  ],
};
