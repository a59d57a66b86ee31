import { Fragment } from "react";
import classes from "./words.module.css";

/** A sentence of the program in which `commands` stand between backticks: each is shown as what one types. */
export const Words = ({ text }: { readonly text: string }) => {
  const parts = text.split("`");
  // A backtick without its other half is none.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) => {
    const place = `${index} ${part}`;
    return index % 2 === 1 ? (
      <code key={place} className={classes.command}>
        {part}
      </code>
    ) : (
      <Fragment key={place}>{part}</Fragment>
    );
  });
};
