import classes from "./code-line.module.css";
import { CopyButton } from "./copy-button.tsx";

interface CodeLineProps {
  readonly text: string;
  /** What readers hear for the copy button, where there are several. */
  readonly copyLabel?: string;
}

/** A text to take elsewhere as it is, with a button that copies it. */
export const CodeLine = ({ text, copyLabel }: CodeLineProps) => (
  <div className={classes.line}>
    <code className={classes.text}>{text}</code>
    <CopyButton text={text} {...(copyLabel ? { spoken: copyLabel } : {})} />
  </div>
);
