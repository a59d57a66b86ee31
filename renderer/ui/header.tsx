import { Badge, Group, SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { switchLanguage } from "../i18n/i18n.ts";
import { asLanguage, languages } from "../i18n/language.ts";
import { useLanguage } from "../i18n/use-language.ts";
import { addressOf } from "../store/route.ts";
import classes from "./header.module.css";

/** The product's name, whether this is practice, and the choices that hold for all screens. */
export const Header = ({ practice }: { readonly practice: boolean }) => {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <div className={classes.inside}>
        <a href={addressOf.home} className={classes.product}>
          <Mark />
          {t("shell.product")}
        </a>
        {practice && (
          <Badge color="grape" variant="light" tt="none" fw={600} className={classes.practice}>
            {t("shell.practice")}
          </Badge>
        )}
        <Group gap="xs" wrap="nowrap" className={classes.choices}>
          <LanguageChoice />
          <AppearanceChoice />
        </Group>
      </div>
    </header>
  );
};

const Mark = () => (
  <svg viewBox="0 0 24 24" className={classes.mark} aria-hidden="true">
    <circle cx="8" cy="8" r="3.5" />
    <path d="M10.600 10.600l7.400 7.400M15 15l2-2M2.500 20.500c1.600-1.300 3.200-1.300 4.800 0s3.100 1.300 4.700 0 3.200-1.300 4.800 0 3.100 1.300 4.700 0" />
  </svg>
);

const LanguageChoice = () => {
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

const AppearanceChoice = () => {
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
