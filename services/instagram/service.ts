import type { ServiceDefinition } from "../../shared/service.ts";

export const service: ServiceDefinition = {
  id: "instagram",
  name: "Instagram",
  summary: { en: "Media and insights of a professional account", ja: "プロアカウントのメディアとインサイト" },
  icon: "M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Zm5 5.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Zm4.700-1.700h.1",
  authSchemes: ["OAuth"],
  properties: [
    {
      name: "LoginType",
      kind: "choice",
      values: ["Instagram", "Facebook"],
      default: "Instagram",
      group: "sign-in",
      help: {
        en: "Instagram: the professional account signs in itself; the OAuth app is the Instagram app. Facebook: a person signs in who manages the Facebook Page the account is linked to; the OAuth app is the Meta app.",
        ja: "Instagram の場合はプロアカウント自身でサインインし、Instagram アプリ ID を使います。Facebook の場合はアカウントにリンクした Facebook ページの管理者がサインインし、Meta アプリ ID を使います。",
      },
    },
    {
      name: "BusinessAccountId",
      kind: "text",
      group: "service",
      example: "17841405793187218",
      help: {
        en: "The id of the professional account. Left empty, the account that consents is used; with LoginType=Facebook, the only one linked to a Page of the person.",
        ja: "プロアカウントの ID。空欄の場合は、同意したアカウントを使います。LoginType=Facebook では、管理するページにリンクした唯一のアカウントを使います。",
      },
    },
  ],
  oauth: {
    authorizationEndpoint: "https://www.instagram.com/oauth/authorize",
    tokenEndpoint: "https://api.instagram.com/oauth/access_token",
    scope: {
      default: ["instagram_business_basic", "instagram_business_manage_insights"],
      separator: ",",
      grantedIn: "permissions",
    },
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
    source: "https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token",
    // https://help.instagram.com/1144624522593085
    withdrawal: {
      en: "Whoever signed in removes the app in the settings of their Instagram account, under “Apps and websites” (of their Facebook account, where LoginType is Facebook). That ends every copy, the one here too.",
      ja: "サインインした人が Instagram アカウント（LoginType が Facebook の場合は Facebook アカウント）の設定の「アプリとウェブサイト」でアプリを削除します。このマシンのものを含むすべてのコピーが無効になります。",
    },
  },
  sources: [
    "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
    "https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token",
    "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login",
    "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow",
  ],
};
