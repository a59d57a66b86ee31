/** From a page to the main process. `href` is where the page is. */
export type FromPage = { readonly href: string } & (
  | { readonly kind: "send" | "sync"; readonly channel: string; readonly values: readonly unknown[] }
  | { readonly kind: "invoke"; readonly id: number; readonly channel: string; readonly values: readonly unknown[] }
  | { readonly kind: "open"; readonly url: string; readonly frameName: string; readonly features: string }
  | { readonly kind: "key"; readonly input: KeyInput }
  | { readonly kind: "path" }
  | { readonly kind: "title"; readonly title: string }
);

/** From the main process to a page. */
export type ToPage =
  | { readonly kind: "message"; readonly channel: string; readonly values: readonly unknown[] }
  | { readonly kind: "answer"; readonly id: number; readonly ok: boolean; readonly value: unknown };

/** A key as Electron's `before-input-event` tells it. */
export interface KeyInput {
  readonly type: "keyDown" | "keyUp";
  readonly key: string;
  readonly code: string;
  readonly isAutoRepeat: boolean;
  readonly isComposing: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly location: number;
  readonly modifiers: readonly string[];
}
