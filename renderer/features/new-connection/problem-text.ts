import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/use-language.ts";
import type { FieldProblem } from "./form-state.ts";

/** What is wrong with a field, in the language of the screens. */
export const useProblemText = (name: string, problem: FieldProblem | undefined): string | undefined => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!problem) return undefined;
  if (problem.kind === "missing") return t("form.requiredError", { name });
  const { message, remedy } = problem.error.toData();
  return `${message[language]}${language === "en" ? " " : ""}${remedy[language]}`;
};
