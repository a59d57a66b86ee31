import type { ServiceDefinition } from "../../shared/service.ts";
import { launchpadGrant, launchpadOAuth } from "../launchpad.ts";

export const service: ServiceDefinition = {
  id: "highrise",
  name: "Highrise",
  summary: { en: "Contacts, deals and notes at 37signals", ja: "37signals の顧客管理サービス" },
  icon: "M4 21V9l6-3v15M10 21V3l10 5v13M2 21h20M14 10h2M14 13.500h2M14 17h2M6.500 12h.1M6.500 15h.1",
  authSchemes: ["OAuth", "APIToken"],
  properties: [
    {
      name: "AccountId",
      kind: "text",
      group: "service",
      required: ["APIToken"],
      example: "example",
      help: {
        en: "The subdomain of the account: example in https://example.highrisehq.com. Left empty, OAuth uses the only Highrise account of the sign-in.",
        ja: "アカウントのサブドメイン（https://example.highrisehq.com の場合は example）。空欄の場合、OAuth ではサインインしたユーザーの唯一の Highrise アカウントを使います。",
      },
    },
    {
      name: "APIToken",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["APIToken"],
      required: true,
      help: {
        en: "Your API token: in Highrise, My Info, then API token.",
        ja: "ユーザーの API トークン。Highrise の「My Info」にある API token で確認できます。",
      },
    },
  ],
  oauth: launchpadOAuth,
  grant: launchpadGrant,
  sources: [
    "https://github.com/basecamp/highrise-api",
    "https://github.com/basecamp/api/blob/master/sections/authentication.md",
    "https://github.com/basecamp/bc3-api/blob/master/sections/authentication.md",
  ],
};
