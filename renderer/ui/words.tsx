import { Fragment } from "react";
import { useLanguage } from "../i18n/use-language.ts";
import { piecesOf } from "./command-words.ts";
import { withLocalMoments } from "./time.ts";
import classes from "./words.module.css";

/**
 * A sentence of the program. What stands between backticks is shown as what one types, moments are told as this
 * place and language tell them.
 */
export const Words = ({ text }: { readonly text: string }) =>
  piecesOf(withLocalMoments(text, useLanguage())).map(({ text: piece, isTyped }, index) => {
    const place = `${index} ${piece}`;
    return isTyped ? (
      <code key={place} className={classes.command}>
        {piece}
      </code>
    ) : (
      <Fragment key={place}>{piece}</Fragment>
    );
  });
