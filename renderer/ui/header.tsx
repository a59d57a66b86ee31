import { ActionIcon, Badge, Group } from "@mantine/core";
import { type Icon, IconCalendar, IconSearch, IconServer, IconSettings } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { onDesktop } from "../store/desktop-store.ts";
import { addressOf } from "../store/route.ts";
import { AppearanceChoice, LanguageChoice } from "./choices.tsx";
import classes from "./header.module.css";

/** The product's name, whether this is practice, and the choices that hold for all screens. */
export const Header = ({ practice, onPalette }: { readonly practice: boolean; readonly onPalette?: () => void }) => {
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
          {onPalette && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t("shell.palette")}
              title={t("shell.palette")}
              onClick={onPalette}
            >
              <IconSearch size={20} aria-hidden="true" />
            </ActionIcon>
          )}
          {!onDesktop && (
            <>
              <LanguageChoice />
              <span className={classes.appearance}>
                <AppearanceChoice />
              </span>
            </>
          )}
          {onPalette && (
            <>
              <IconLink href={addressOf.calendar} label={t("shell.calendar")} icon={IconCalendar} />
              <IconLink href={addressOf.servers} label={t("shell.servers")} icon={IconServer} />
              <IconLink href={addressOf.settings} label={t("shell.settings")} icon={IconSettings} />
            </>
          )}
        </Group>
      </div>
    </header>
  );
};

interface IconLinkProps {
  readonly href: string;
  readonly label: string;
  readonly icon: Icon;
}

/** A place that every screen leads to. */
const IconLink = ({ href, label, icon: Picture }: IconLinkProps) => (
  <ActionIcon component="a" href={href} variant="subtle" color="gray" size="lg" aria-label={label} title={label}>
    <Picture size={20} aria-hidden="true" />
  </ActionIcon>
);

const Mark = () => (
  <svg viewBox="0 0 24 24" className={classes.mark} aria-hidden="true">
    <circle cx="8" cy="8" r="3.5" />
    <path d="M10.600 10.600l7.400 7.400M15 15l2-2M2.500 20.500c1.600-1.300 3.200-1.300 4.800 0s3.100 1.300 4.700 0 3.200-1.300 4.800 0 3.100 1.300 4.700 0" />
  </svg>
);
