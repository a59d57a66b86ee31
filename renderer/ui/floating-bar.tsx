import { Paper } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import classes from "./floating-bar.module.css";

interface FloatingBarProps {
  readonly role: "toolbar" | "group";
  readonly label: string;
  /** Its spacing. */
  readonly className: string | undefined;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** What can be done from everywhere on a screen: it floats above its foot, so that nothing moves when it appears. */
export const FloatingBar = ({ role, label, className, ref, children }: FloatingBarProps) => (
  <div className={classes.place}>
    <Paper
      ref={ref}
      withBorder
      shadow="lg"
      radius="lg"
      className={[classes.bar, className].filter(Boolean).join(" ")}
      role={role}
      aria-label={label}
    >
      {children}
    </Paper>
  </div>
);
