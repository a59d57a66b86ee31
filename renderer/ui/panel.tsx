import { Paper, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface PanelProps {
  readonly title?: string;
  readonly children: ReactNode;
}

/** A card on the page; with a title it is a named part of the screen. */
export const Panel = ({ title, children }: PanelProps) => {
  const id = useId();
  return (
    <Paper component="section" withBorder p="lg" {...(title ? { "aria-labelledby": id } : {})}>
      {title && (
        <Title order={2} size="h4" mb="sm" id={id}>
          {title}
        </Title>
      )}
      {children}
    </Paper>
  );
};
