import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconLink, IconListCheck, IconMap2, IconServer } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAppStore, useServices } from "../../store/app-store.ts";
import { addressOf } from "../../store/route.ts";
import classes from "./empty-home.module.css";
import { suitsTour } from "./tour.ts";

const steps = [
  { title: "home.stepConnect", text: "home.stepConnectText", Icon: IconLink },
  { title: "home.stepTest", text: "home.stepTestText", Icon: IconListCheck },
  { title: "home.stepCarry", text: "home.stepCarryText", Icon: IconServer },
] as const;

interface EmptyHomeProps {
  /** The button to a new connection: a quiet one stands beside what is offered first. */
  readonly newConnection: (quiet: boolean) => ReactNode;
}

/** What a person sees first of all: the three steps, and where to begin. */
export const EmptyHome = ({ newConnection }: EmptyHomeProps) => {
  const { t } = useTranslation();
  const practice = useAppStore(({ facts }) => facts.status === "ready" && facts.value.info.practice);
  const tour = useServices().find(suitsTour)?.definition.id;
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap={4} mb="xl" ta="center">
        <Title order={2} size="h3">
          {t("home.emptyTitle")}
        </Title>
        <Text c="dimmed">{t("home.emptyLead")}</Text>
      </Stack>
      <ol className={classes.steps}>
        {steps.map(({ title, text, Icon }, index) => (
          <li key={title} className={classes.step}>
            <ThemeIcon variant="light" size={44} radius="xl">
              <Icon size={24} aria-hidden="true" />
            </ThemeIcon>
            <Text fw={600} mt="sm">
              {index + 1}. {t(title)}
            </Text>
            <Text size="sm" c="dimmed">
              {t(text)}
            </Text>
          </li>
        ))}
      </ol>
      <Stack align="center" mt="xl">
        <Group justify="center" gap="sm">
          {practice && tour && (
            <Button
              component="a"
              href={addressOf.newConnection(tour)}
              leftSection={<IconMap2 size={18} aria-hidden="true" />}
            >
              {t("home.tour")}
            </Button>
          )}
          {newConnection(practice)}
        </Group>
        {practice && (
          <Text size="sm" c="dimmed" ta="center">
            {t("home.tourNote")}
          </Text>
        )}
      </Stack>
    </Paper>
  );
};
