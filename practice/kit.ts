export { customAppOf, type OAuthApp, practiceAppsOf } from "./apps.ts";
export { authorizeRoutes } from "./authorize.ts";
export { isSecret } from "./marked.ts";
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
} from "./oauth.ts";
export { json, type Reply, redirect, statusLine, text, xml } from "./reply.ts";
export { basicOf, bearerOf, parameterOf } from "./request.ts";
export type { PracticeCall, PracticePerson, PracticeRoute, PracticeService } from "./service.ts";
