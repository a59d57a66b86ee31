import type { OAuthDefinition } from "../../engine/kit.ts";
import { untranslated } from "../../shared/localised.ts";
import type { AuthScheme, PropertyDefinition } from "../../shared/property.ts";
import type { ServiceDefinition } from "../../shared/service.ts";
import type { OwnService } from "./schema.ts";

/** A plug and a socket: nothing is known of how the service looks. */
const icon = "M9 2v5M15 2v5M6 7h12v4a6 6 0 0 1-12 0ZM12 17v5";

const credentialProperties: Readonly<Record<"APIToken" | "Basic", readonly PropertyDefinition[]>> = {
  APIToken: [
    {
      name: "APIToken",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["APIToken"],
      required: true,
      help: { en: "The API token or key.", ja: "API トークンまたは API キー。" },
    },
  ],
  Basic: [
    {
      name: "User",
      kind: "text",
      group: "sign-in",
      authSchemes: ["Basic"],
      required: true,
      help: { en: "The user name.", ja: "ユーザー名。" },
    },
    {
      name: "Password",
      kind: "text",
      secret: true,
      group: "sign-in",
      authSchemes: ["Basic"],
      required: true,
      help: { en: "The password.", ja: "パスワード。" },
    },
  ],
};

/** The OAuth half of a file; addresses that discovery will tell stand as the issuer until then. */
export const oauthOf = ({ auth }: OwnService): OAuthDefinition => {
  const oauth = auth.find((each) => each.scheme === "OAuth");
  const fixed = oauth && "tokenEndpoint" in oauth ? oauth : undefined;
  const issuer = oauth && "issuer" in oauth ? oauth.issuer : "https://unused.invalid";
  return {
    authorizationEndpoint: fixed?.authorizationEndpoint ?? issuer,
    tokenEndpoint: fixed?.tokenEndpoint ?? issuer,
    customAppOnly: true,
    ...(oauth?.authorizationParameters ? { authorizationParameters: oauth.authorizationParameters } : {}),
    ...(oauth?.scopes ? { scope: { default: oauth.scopes, separator: oauth.scopeSeparator, grantedIn: "scope" } } : {}),
    pkce: oauth?.pkce ?? false,
    renewal: "refresh-token",
    defaultExpiresIn: oauth?.expiresIn ?? 3600,
    ...(oauth?.grantIdleLife ? { grantIdleLife: oauth.grantIdleLife } : {}),
    ...(oauth?.grantMaximumLife ? { grantMaximumLife: oauth.grantMaximumLife } : {}),
    exampleCallbackURL: oauth?.callbackURL ?? "http://localhost:33333",
  };
};

/** The definition that the engine and the screens work with, made from a person's file. */
export const definitionOf = (own: OwnService): ServiceDefinition => {
  const schemes = [...new Set(own.auth.map(({ scheme }) => scheme))] as [AuthScheme, ...AuthScheme[]];
  return {
    id: own.id,
    name: own.name,
    summary: untranslated(own.summary),
    icon,
    authSchemes: schemes,
    properties: schemes.flatMap((scheme) =>
      scheme === "OAuth" ? [] : credentialProperties[scheme as "APIToken" | "Basic"],
    ),
    oauth: oauthOf(own),
    grant: {
      sharing: own.grant,
      why: {
        en: "The file of this service says so.",
        ja: "このサービスの定義ファイルに記載されています。",
      },
    },
    sources: [],
  };
};
