import type { PracticeService } from "./service.ts";

/** What a connection needs to know of an app. */
export interface PracticeApp {
  readonly OAuthClientId: string;
  readonly OAuthClientSecret: string;
  readonly CallbackURL: string;
}

/** The embedded app of each service that is played and has one, by the service's id. */
export const practiceApps = (practices: readonly PracticeService[]): Readonly<Record<string, PracticeApp>> =>
  Object.fromEntries(
    practices.flatMap(({ id, apps }) =>
      apps
        .filter((app) => app.native)
        .slice(0, 1)
        .map(({ OAuthClientId, OAuthClientSecret, CallbackURL }) => [
          id,
          { OAuthClientId, OAuthClientSecret, CallbackURL },
        ]),
    ),
  );
