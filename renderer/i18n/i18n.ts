import { createInstance, type i18n as Translations } from "i18next";
import { initReactI18next } from "react-i18next";
import { chooseLanguage } from "../../shared/language.ts";
import type { Language } from "../../shared/localised.ts";
import { en } from "./en/index.ts";
import { ja } from "./ja/index.ts";

const storageKey = "keyferry.language";

/** The translations, started in the remembered language or else the system's. */
export const i18n: Translations = createInstance();

/** Sets the translations up before the first screen is drawn. */
export const startTranslations = async (): Promise<void> => {
  await i18n.use(initReactI18next).init({
    resources: { en: { translation: en }, ja: { translation: ja } },
    lng: chooseLanguage(remembered(), navigator.languages),
    fallbackLng: "en",
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = i18n.language;
};

/** Changes the language of every screen at once, and remembers it. */
export const switchLanguage = async (language: Language): Promise<void> => {
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage may be closed to this page; the choice then holds until the window closes.
  }
};

const remembered = (): string | null => {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
};
