import { secretMask } from "./property.ts";

/**
 * What is a secret by its shape alone, whoever wrote it and wherever it stands: the last net under
 * everything that is shown. Each pattern keeps in its first group what may be seen.
 */
const shapes: readonly RegExp[] = [
  /(AGE-SECRET-KEY-)(?:PQ-)?1[0-9A-Z]+/gi,
  // `http://user:password@proxy`: the name may be a token too.
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+(?=@)/gi,
  // RFC 6750 and RFC 7617; a word of plain letters after "Basic" is a word.
  /(\b(?:Bearer|Basic)\s+)(?=[\w.~+/-]*[\d=+/])[\w.~+/-]{8,}=*/gi,
  /([?&](?:code|state|client_secret|password|passphrase|[a-z_]*token|api[_-]?key|[a-z_]*verifier|assertion)=)[^&#\s"'<>]+/gi,
  /(\b(?:OAuthClientSecret|OAuthAccessToken|OAuthRefreshToken|OAuthVerifier|PKCEVerifier|Password|Passphrase|APIToken|ApiKey)=)(?:"[^"]*"?|'[^']*'?|[^;\s"']+)/gi,
];

/** A text in which everything that has the shape of a secret shows as `••••`. */
export const withoutSecretShapes = (text: string): string =>
  shapes.reduce((shown, shape) => shown.replace(shape, `$1${secretMask}`), text);

/**
 * A word that was given where a name is due (a service, a property, a procedure), as an error may
 * repeat it. People put words into the wrong place, secrets among them: what does not look like a
 * name shows as `••••`.
 */
export const shownName = (word: string): string =>
  /^\p{L}[\p{L}\p{M} _.-]{0,39}\d{0,2}$/u.test(word) ? word : secretMask;

/**
 * A path as an error may repeat it, where what was given may be the content of the file instead (a
 * passphrase, say): without a folder and without an extension it shows as `••••`.
 */
export const shownPath = (path: string): string =>
  /^(?:[/\\~]|\.{1,2}[/\\]|[a-z]:[/\\])|^[^\s;=]+[/\\][^\s;=]+$|^[^\s;=]+\.[a-z]{1,8}$/i.test(path) ? path : secretMask;
