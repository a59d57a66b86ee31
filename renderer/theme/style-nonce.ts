declare global {
  interface Window {
    /** Read by the library that stills the page behind a dialog. */
    __webpack_nonce__?: string;
  }
}

/**
 * The nonce that lets style elements pass the content security policy: whoever serves the page puts
 * it in the place of `__STYLE_NONCE__`. Empty where nobody did.
 */
export const readStyleNonce = (page: Document): string => {
  const content = page.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  return content.startsWith("__") ? "" : content;
};
