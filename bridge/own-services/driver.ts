import {
  type DriverTools,
  KeyferryError,
  type OAuthDefinition,
  parseJson,
  type ServiceDriver,
} from "../../engine/kit.ts";
import { oauthOf } from "./definition.ts";
import { address, type OwnService } from "./schema.ts";

/** A driver for a service that nobody here knew: standard OAuth or a plain credential, and one probe. */
export const driverOf = (own: OwnService): ServiceDriver => {
  const oauth = own.auth.find((each) => each.scheme === "OAuth");
  return {
    apiBase: () => own.apiBase.replace(/\/+$/, ""),
    ...(oauth && "issuer" in oauth ? { oauth: (tools) => discover(tools, own, oauth.issuer) } : {}),
    ...(own.auth.some(({ scheme }) => scheme === "APIToken") ? { authorize: authorizer(own) } : {}),
    identify: async (tools) => {
      const answer = await tools.get(own.probe.path);
      const name = textAt(answer, own.probe.name);
      if (name === undefined) {
        throw new KeyferryError("SERVICE_REFUSED", {
          service: own.name,
          detail: { en: `its probe has no ${own.probe.name}`, ja: `プローブの応答に ${own.probe.name} がありません` },
        });
      }
      const email = own.probe.email && textAt(answer, own.probe.email);
      const account = own.probe.account && textAt(answer, own.probe.account);
      return { identity: { name, ...(email ? { email } : {}), ...(account ? { account } : {}) }, discovered: {} };
    },
    checkAccess: async (_tools, who) => ({
      status: "passed",
      detail: {
        en: `${own.probe.path} answers for ${who.identity.name}.`,
        ja: `${own.probe.path} が ${who.identity.name} として応答しました。`,
      },
    }),
  };
};

const authorizer =
  (own: OwnService): NonNullable<ServiceDriver["authorize"]> =>
  (request, { scheme, accessToken, properties }) => {
    const token = properties.APIToken ?? "";
    const place = own.auth.find((each) => each.scheme === "APIToken");
    if (scheme === "APIToken" && place && "query" in place) {
      const url = new URL(request.url);
      url.searchParams.set(place.query, token);
      return { ...request, url: url.href };
    }
    if (scheme === "APIToken" && place && "header" in place) {
      return { ...request, headers: { ...request.headers, [place.header.toLowerCase()]: place.prefix + token } };
    }
    const basic = Buffer.from(`${properties.User ?? ""}:${properties.Password ?? ""}`).toString("base64");
    const authorization = scheme === "Basic" ? `Basic ${basic}` : `Bearer ${accessToken}`;
    return { ...request, headers: { ...request.headers, authorization } };
  };

const wellKnown = [
  (issuer: string) => `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`,
  // RFC 8414 section 3.1 puts the well-known part before the path.
  (issuer: string) => {
    const { origin, pathname } = new URL(issuer);
    return `${origin}/.well-known/oauth-authorization-server${pathname === "/" ? "" : pathname}`;
  },
];

/** Asks the issuer for its endpoints (OpenID Connect Discovery, RFC 8414); it must name itself as written. */
const discover = async (tools: DriverTools, own: OwnService, issuer: string): Promise<OAuthDefinition> => {
  for (const addressOf of wellKnown) {
    const answer = await tools.send({ method: "GET", url: addressOf(issuer) });
    const found = answer.status === 200 ? (parseJson(answer.text) as Record<string, unknown> | undefined) : undefined;
    const authorization = address.safeParse(found?.authorization_endpoint);
    const token = address.safeParse(found?.token_endpoint);
    // A browser is sent to the one, and secrets to the other: they must be what a file may name, too.
    if (found?.issuer !== issuer || !authorization.success || !token.success) continue;
    return { ...oauthOf(own), issuer, authorizationEndpoint: authorization.data, tokenEndpoint: token.data };
  }
  throw new KeyferryError("ANSWER_UNREADABLE", {
    service: own.name,
    host: new URL(issuer).host,
    detail: {
      en: "its discovery document is missing, or names another issuer or addresses that cannot be used",
      ja: "ディスカバリー文書がないか、別の発行者または使用できないアドレスを示しています",
    },
  });
};

/** A text or a number at a dotted name such as `data.user.name`. */
const textAt = (value: unknown, name: string): string | undefined => {
  const found = name
    .split(".")
    .reduce<unknown>((each, part) => (each as Record<string, unknown> | undefined)?.[part], value);
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
};
