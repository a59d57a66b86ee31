import type { SpotlightStore } from "@mantine/spotlight";
import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps what is typed while the palette is open and its search field does not have the focus, and writes it there:
 * in the first moments after Ctrl+K the field is not there yet, and the first letters of who types fast would be
 * lost. Gives what the field is to be held by.
 */
export const useTypedAhead = (store: SpotlightStore): RefObject<HTMLInputElement | null> => {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let typed = "";
    const take = (event: KeyboardEvent): void => {
      if (!store.getState().opened) typed = "";
      else if (document.activeElement !== search.current && isLetter(event)) {
        event.preventDefault();
        typed += event.key;
        search.current?.focus();
      }
    };
    const write = ({ target }: FocusEvent): void => {
      const field = search.current;
      if (!field || target !== field || !typed) return;
      field.setRangeText(typed, field.value.length, field.value.length, "end");
      typed = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    document.addEventListener("keydown", take, { capture: true });
    document.addEventListener("focusin", write);
    return () => {
      document.removeEventListener("keydown", take, { capture: true });
      document.removeEventListener("focusin", write);
    };
  }, [store]);
  return search;
};

/** Whether a key writes: no shortcut, none that moves or ends, and no space, which presses a button that has the focus. */
const isLetter = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean =>
  key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey && !isComposing;
