export { customAppOf, type OAuthApp, practiceAppsOf } from "./apps.ts";
export { type AuthorizePlay, authorizeRoutes } from "./authorize.ts";
export {
  issueAccess,
  issueRefresh,
  lifetimes,
  openGrant,
  type Presented,
  present,
  redeemCode,
  renew,
  rotation,
  rotations,
} from "./oauth.ts";
export { json, markup, type Reply, redirect, statusLine, text, xml } from "./reply.ts";
export { basicOf, bearerOf, type PracticeRequest, parameterOf } from "./request.ts";
export type { PracticeCall, PracticePerson, PracticeRoute, PracticeService, SettingRule } from "./service.ts";
