import type { ServiceDefinition } from "../../shared/service.ts";

export const service: ServiceDefinition = {
  id: "instagram",
  name: "Instagram",
  summary: { en: "Media and insights of a professional account", ja: "プロアカウントのメディアとインサイト" },
  icon: "M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Zm5 5.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Zm4.700-1.700h.1",
  authSchemes: ["OAuth"],
  properties: [
    {
      name: "BusinessAccountId",
      kind: "text",
      group: "service",
      example: "17841405793187218",
      help: {
        en: "The id of the professional account. Left empty, the account that consents is used.",
        ja: "プロアカウントの ID。空欄の場合は、同意したアカウントを使います。",
      },
    },
  ],
  oauth: {
    authorizationEndpoint: "https://www.instagram.com/oauth/authorize",
    tokenEndpoint: "https://api.instagram.com/oauth/access_token",
    scope: { default: ["instagram_business_basic", "instagram_business_manage_insights"], separator: "," },
    pkce: false,
    renewal: "access-token",
    defaultExpiresIn: 3600,
    minimumRenewalAge: 86_400,
    exampleCallbackURL: "https://localhost:33333/",
  },
  grant: {
    sharing: "copyable",
    why: {
      en: "There is no refresh token to spend: each copy renews the access token it holds.",
      ja: "消費されるリフレッシュトークンがなく、各コピーが自分のアクセストークンをリフレッシュできます。",
    },
  },
  sources: [
    "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
    "https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token",
  ],
};
