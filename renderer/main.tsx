import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./theme/global.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./app.tsx";
import { i18n, startTranslations } from "./i18n/i18n.ts";
import { readStyleNonce } from "./theme/style-nonce.ts";
import { cssVariables, theme } from "./theme/theme.ts";

const nonce = readStyleNonce(document);
window.__webpack_nonce__ = nonce;
await startTranslations();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <I18nextProvider i18n={i18n}>
          <Notifications position="bottom-right" />
          <App />
        </I18nextProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
