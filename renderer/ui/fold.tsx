import { type ReactNode, useEffect, useState } from "react";
import classes from "./fold.module.css";

interface FoldProps {
  readonly title: string;
  /** Opens it from outside, for example where a field inside needs attention. Never closes it. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A part of a screen that most people leave closed. */
export const Fold = ({ title, open = false, children }: FoldProps) => {
  const [opened, setOpened] = useState(open);
  useEffect(() => {
    if (open) setOpened(true);
  }, [open]);
  return (
    <details className={classes.fold} open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className={classes.title}>{title}</summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
};
