import { mapAddress } from "../addresses.ts";
import type { ConnectOptions } from "../connections/connect.ts";
import { grantByConsent } from "../connections/consent.ts";
import { effectiveProperties, endpointOf, type Session } from "../connections/session.ts";
import type { TokenSet } from "../kit.ts";
import { authorizationRequest } from "../oauth/authorization.ts";
import { exchangeCode, renewTokens } from "../oauth/token-endpoint.ts";
import {
  inputError,
  type ProcedureInputs,
  type ProcedureName,
  type ProcedureResult,
  readAuthMode,
  resolveInputs,
} from "./procedure.ts";

/**
 * Runs one of the three procedures of web applications. They save nothing: what they answer is the
 * caller's to keep. Throws `PROCEDURE_INPUT`, and what the OAuth requests throw.
 */
export const runProcedure = (
  session: Session,
  procedure: ProcedureName,
  given: ProcedureInputs,
  options: ConnectOptions,
): Promise<ProcedureResult> => {
  const inputs = resolveInputs(procedure, given);
  return procedures[procedure](withInputs(session, inputs), inputs, options);
};

type Procedure = (session: Session, inputs: ProcedureInputs, options: ConnectOptions) => Promise<ProcedureResult>;

const procedures: Readonly<Record<ProcedureName, Procedure>> = {
  GetOAuthAuthorizationURL: async (session, inputs) => {
    readAuthMode("GetOAuthAuthorizationURL", inputs.AuthMode);
    const properties = effectiveProperties(session, undefined);
    const { client, service } = await endpointOf(session, properties);
    const request = await authorizationRequest(service, client, properties, session.ports.random, inputs.State);
    return {
      URL: mapAddress(request.url, session.ports.practiceOrigin),
      State: request.state,
      ...(request.codeVerifier ? { PKCEVerifier: request.codeVerifier } : {}),
    };
  },

  GetOAuthAccessToken: async (session, inputs, options) => {
    const mode = readAuthMode("GetOAuthAccessToken", inputs.AuthMode);
    if (inputs.Verifier !== undefined) {
      const endpoint = await endpointOf(session, effectiveProperties(session, undefined));
      return columns(await exchangeCode(endpoint, { code: inputs.Verifier }, inputs.PKCEVerifier));
    }
    if (mode === "APP") return columns((await grantByConsent(session, options)).tokens);
    throw inputError(
      "GetOAuthAccessToken",
      { en: "AuthMode=WEB needs Verifier", ja: "AuthMode=WEB には Verifier が必要です" },
      {
        en: "Set Verifier to the code in the query of the address that the browser was sent back to.",
        ja: "Verifier に、リダイレクト URL のクエリ文字列の code パラメータの値を設定してください。",
      },
    );
  },

  RefreshOAuthAccessToken: async (session, inputs) => {
    const properties = effectiveProperties(session, undefined);
    const presented = presentedTokens(session, inputs, properties);
    return columns(await renewTokens(await endpointOf(session, properties), presented));
  },
};

/** Inputs stand for the properties of the same name, for this call alone. */
const withInputs = (session: Session, { CallbackURL, Scope, Permissions }: ProcedureInputs): Session => {
  const scope = Scope ?? Permissions;
  return {
    ...session,
    given: { ...session.given, ...(CallbackURL ? { CallbackURL } : {}), ...(scope ? { Scope: scope } : {}) },
  };
};

/** Where the access token renews itself, it is what is presented. */
const presentedTokens = (session: Session, inputs: ProcedureInputs, properties: ProcedureInputs): TokenSet => {
  const itself = session.service.oauth.renewal === "access-token";
  const token = inputs.OAuthRefreshToken ?? (itself ? properties.OAuthAccessToken : properties.OAuthRefreshToken);
  if (token)
    return itself ? { accessToken: token, issuedAt: 0 } : { accessToken: "", refreshToken: token, issuedAt: 0 };
  throw inputError(
    "RefreshOAuthAccessToken",
    { en: "OAuthRefreshToken is not given", ja: "OAuthRefreshToken が指定されていません" },
    itself
      ? {
          en: "This service gives no refresh token: set OAuthRefreshToken to the access token that shall be renewed.",
          ja: "このサービスにはリフレッシュトークンがありません。リフレッシュするアクセストークンを OAuthRefreshToken に設定してください。",
        }
      : {
          en: "Set OAuthRefreshToken to the value that GetOAuthAccessToken returned.",
          ja: "GetOAuthAccessToken が返した値を OAuthRefreshToken に設定してください。",
        },
  );
};

const columns = ({ accessToken, refreshToken, expiresIn }: TokenSet): ProcedureResult => ({
  OAuthAccessToken: accessToken,
  ...(refreshToken === undefined ? {} : { OAuthRefreshToken: refreshToken }),
  ExpiresIn: String(expiresIn ?? -1),
});
