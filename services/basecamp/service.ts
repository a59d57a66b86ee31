import type { ServiceDefinition } from "../../shared/service.ts";

export const service: ServiceDefinition = {
  id: "basecamp",
  name: "Basecamp",
  summary: { en: "Projects, to-dos and messages at 37signals", ja: "37signals のプロジェクト管理サービス" },
  icon: "M2 17.5c2.2 2.6 5.6 4 10 4s7.800-1.400 10-4C20.400 10.500 17 5 12 2.500 7 5 3.600 10.500 2 17.500Zm4.200-1.300 2.700-3.400 2.200 2 3-4.300 3.700 5.700",
  authSchemes: ["OAuth"],
  properties: [
    {
      name: "Schema",
      kind: "choice",
      values: ["V3", "V2"],
      default: "V3",
      group: "service",
      help: {
        en: "V3 for Basecamp 3 and 4, V2 for Basecamp 2.",
        ja: "Basecamp 3 / 4 は V3、Basecamp 2 は V2 を指定します。",
      },
    },
    {
      name: "AccountId",
      kind: "text",
      group: "service",
      example: "1234567",
      help: {
        en: "The number in the address of Basecamp in the browser. Left empty, the only account of the chosen Schema is used.",
        ja: "ブラウザで Basecamp を開いたときの URL に含まれる番号。空欄の場合は、選択した Schema の唯一のアカウントを使います。",
      },
    },
    {
      name: "ProjectId",
      kind: "text",
      group: "service",
      help: {
        en: "The project most calls are about. Left empty, the first project is used.",
        ja: "操作の対象となるプロジェクト。空欄の場合は最初のプロジェクトを使います。",
      },
    },
  ],
  oauth: {
    authorizationEndpoint: "https://launchpad.37signals.com/authorization/new",
    tokenEndpoint: "https://launchpad.37signals.com/authorization/token",
    authorizationParameters: { type: "web_server" },
    codeParameters: { type: "web_server" },
    refreshParameters: { type: "refresh" },
    pkce: false,
    renewal: "refresh-token",
    defaultExpiresIn: 1_209_600,
    exampleCallbackURL: "http://localhost:33333",
  },
  grant: {
    sharing: "single-owner",
    why: {
      en: "37signals does not say whether a refresh token may be used twice, so one machine renews it.",
      ja: "37signals はリフレッシュトークンを繰り返し使えるか明記していないため、1 台のマシンだけがリフレッシュします。",
    },
  },
  sources: [
    "https://github.com/basecamp/bc3-api/blob/master/sections/authentication.md",
    "https://github.com/basecamp/bcx-api",
  ],
};
