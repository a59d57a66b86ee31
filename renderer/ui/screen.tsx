import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./screen.module.css";

interface ScreenProps {
  readonly title: string;
  /** Stands before the title. */
  readonly mark?: ReactNode;
  /** Stands at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Stands under the title. */
  readonly lead?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** The frame of every screen. Its heading takes the focus when the screen appears, so that readers start there. */
export const Screen = ({ title, mark, actions, lead, back, narrow, children }: ScreenProps) => {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} · ${t("shell.product")}`;
  }, [title, t]);

  return (
    <main className={classes.main} data-narrow={narrow}>
      {back && (
        <a className={classes.back} href={back.href}>
          <span aria-hidden="true">‹</span> {back.label}
        </a>
      )}
      <Group justify="space-between" gap="md" mb="lg" wrap="wrap" align="flex-start">
        <Group gap="md" wrap="nowrap" align="flex-start" className={classes.heading}>
          {mark}
          <Stack gap={2} className={classes.words}>
            <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.title}>
              {title}
            </Title>
            {lead}
          </Stack>
        </Group>
        {actions}
      </Group>
      {children}
    </main>
  );
};
