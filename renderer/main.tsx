import "./theme/mantine.css";
import "./theme/global.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./app.tsx";
import { i18n, startTranslations } from "./i18n/i18n.ts";
import { fetchFirst } from "./store/fetch-first.ts";
import { readStyleNonce } from "./theme/style-nonce.ts";
import { cssVariables, theme } from "./theme/theme.ts";

/** How long the first screen waits for its answers before it shows that it does, in milliseconds. */
const quickMs = 300;

/** How long a note stands that asks for nothing, in milliseconds: time to come back to it from another window and read it. */
const readableMs = 10_000;

const start = async (root: HTMLElement): Promise<void> => {
  const nonce = readStyleNonce(document);
  window.__webpack_nonce__ = nonce;
  // Asked before anything is drawn; a quick answer is drawn at once, as each screen in between costs a layout
  // and flickers.
  const answers = fetchFirst();
  await startTranslations();
  await Promise.race([answers, new Promise((resolve) => setTimeout(resolve, quickMs))]);
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <I18nextProvider i18n={i18n}>
          <Notifications position="bottom-right" autoClose={readableMs} />
          <App />
        </I18nextProvider>
      </MantineProvider>
    </StrictMode>,
  );
};

const root = document.getElementById("root");
// Not while the module is evaluated: a browser that notes who made a call, as developer tools have it do, would
// read this whole file again to tell.
if (root) queueMicrotask(() => void start(root));
