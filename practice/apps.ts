/** An OAuth app as a connection names it. */
export interface OAuthApp {
  readonly OAuthClientId: string;
  readonly OAuthClientSecret: string;
  readonly CallbackURL: string;
  /** A native app takes its callback on any loopback port (RFC 8252 section 7.3); others exactly as registered. */
  readonly native?: true;
  /** The realm the app belongs to, where a service has several; without one it is known in all. */
  readonly realm?: string;
}

/** An app somebody registered at the control address. */
export interface RegisteredApp extends OAuthApp {
  readonly service: string;
}

const nativeCallback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:\/|\/callback)?$/;

/** Whether the app may be answered at `redirectUri`. */
export const takesRedirect = (app: OAuthApp, redirectUri: string): boolean =>
  app.native ? nativeCallback.test(redirectUri) : app.CallbackURL === redirectUri;

/** An app a person is said to have registered with the service, answered at one address. */
export const customAppOf = (service: string, callback: string): OAuthApp => ({
  OAuthClientId: `practice-custom-${service}`,
  OAuthClientSecret: `practice-custom-${service}-secret`,
  CallbackURL: callback,
});

/** The two apps most services have: the embedded one, and one a person is said to have registered. */
export const practiceAppsOf = (service: string, customCallback: string): readonly [OAuthApp, OAuthApp] => [
  {
    OAuthClientId: `practice-${service}`,
    OAuthClientSecret: `practice-${service}-secret`,
    CallbackURL: "http://localhost:33333/",
    native: true,
  },
  customAppOf(service, customCallback),
];
