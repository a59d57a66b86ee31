import { useTranslation } from "react-i18next";
import { asLanguage } from "../../shared/language.ts";
import type { Language, Localised } from "../../shared/localised.ts";

/** The language the screens speak now. */
export const useLanguage = (): Language => asLanguage(useTranslation().i18n.language) ?? "en";

/** Reads texts that come from the engine in the language the screens speak now. */
export const useLocalised = (): ((text: Localised) => string) => {
  const language = useLanguage();
  return (text) => text[language];
};
