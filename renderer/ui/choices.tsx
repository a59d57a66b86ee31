import { SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { asLanguage, languages } from "../../shared/language.ts";
import { switchLanguage } from "../i18n/i18n.ts";
import { useLanguage } from "../i18n/use-language.ts";
import classes from "./header.module.css";

/** The language of the screens. */
export const LanguageChoice = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("shell.language")}
      value={language}
      onChange={(value) => void switchLanguage(asLanguage(value) ?? "en")}
      data={languages.map(({ value, label }) => ({ value, label: <span lang={value}>{label}</span> }))}
    />
  );
};

const appearances = [
  { value: "light", word: "shell.light", Icon: IconSun },
  { value: "dark", word: "shell.dark", Icon: IconMoon },
  { value: "auto", word: "shell.system", Icon: IconDeviceDesktop },
] as const;

/** Light, dark, or as the system has it. */
export const AppearanceChoice = () => {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("shell.appearance")}
      value={colorScheme}
      onChange={(value) => setColorScheme(appearances.find((look) => look.value === value)?.value ?? "auto")}
      data={appearances.map(({ value, word, Icon }) => ({
        value,
        label: (
          <span className={classes.icon} title={t(word)}>
            <Icon size={16} aria-hidden="true" />
            <VisuallyHidden>{t(word)}</VisuallyHidden>
          </span>
        ),
      }))}
    />
  );
};
