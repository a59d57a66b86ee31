export { type OAuthApp, practiceAppsOf } from "./apps.ts";
export { authorizeRoutes } from "./authorize.ts";
export {
  issueAccess,
  issueRefresh,
  lifetimes,
  type Presented,
  present,
  redeemCode,
  renew,
  rotations,
} from "./oauth.ts";
export { json, type Reply, text } from "./reply.ts";
export { bearerOf, parameterOf } from "./request.ts";
export type { PracticeCall, PracticePerson, PracticeRoute, PracticeService } from "./service.ts";
