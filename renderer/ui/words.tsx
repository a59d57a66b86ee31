import { Fragment } from "react";
import { useLanguage } from "../i18n/use-language.ts";
import { withLocalMoments } from "./time.ts";
import classes from "./words.module.css";

/**
 * A sentence of the program. What stands between backticks is shown as what one types, moments are told as this
 * place and language tell them.
 */
export const Words = ({ text }: { readonly text: string }) => {
  const sentence = withLocalMoments(text, useLanguage());
  const parts = sentence.split("`");
  // A backtick without its other half is none.
  if (parts.length % 2 === 0) return sentence;
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
