import type { ServiceDefinition } from "../../shared/service.ts";
import { launchpadGrant, launchpadOAuth } from "../launchpad.ts";

export const service: ServiceDefinition = {
  id: "basecamp",
  name: "Basecamp",
  summary: { en: "Projects, to-dos and messages at 37signals", ja: "37signals のプロジェクト管理サービス" },
  icon: "M2 17.5c2.2 2.6 5.6 4 10 4s7.800-1.400 10-4C20.400 10.500 17 5 12 2.500 7 5 3.600 10.500 2 17.500Zm4.200-1.300 2.700-3.400 2.200 2 3-4.300 3.700 5.700",
  authSchemes: ["OAuth", "Basic"],
  properties: [
    {
      name: "Schema",
      kind: "choice",
      values: ["V3", "V2"],
      default: "V3",
      group: "service",
      help: {
        en: "V3 for Basecamp 3 and 4, V2 for Basecamp 2. AuthScheme Basic works with V2 alone, and uses it unless this says otherwise.",
        ja: "Basecamp 3 / 4 は V3、Basecamp 2 は V2 を指定します。AuthScheme が Basic の場合は V2 のみ使用でき、省略すると V2 になります。",
      },
    },
    {
      name: "AccountId",
      kind: "text",
      group: "service",
      required: ["Basic"],
      example: "1234567",
      help: {
        en: "The number in the address of Basecamp in the browser. Left empty, OAuth uses the only account of the chosen Schema.",
        ja: "ブラウザで Basecamp を開いたときの URL に含まれる番号。空欄の場合、OAuth では選択した Schema の唯一のアカウントを使います。",
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
    {
      name: "User",
      kind: "text",
      group: "sign-in",
      authSchemes: ["Basic"],
      required: true,
      example: "hana@example.com",
      help: {
        en: "The user name or e-mail address you sign in to Basecamp 2 with.",
        ja: "Basecamp 2 へのサインインに使用するユーザー名またはメールアドレス。",
      },
    },
    {
      name: "Password",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["Basic"],
      required: true,
      help: {
        en: "The password that goes with User. Who signs in with Google has to set one at Basecamp first.",
        ja: "User のパスワード。Google でサインインしている場合は、先に Basecamp でパスワードを設定してください。",
      },
    },
  ],
  oauth: launchpadOAuth,
  grant: launchpadGrant,
  sources: [
    "https://github.com/basecamp/bc3-api/blob/master/sections/authentication.md",
    "https://github.com/basecamp/bcx-api",
  ],
};
