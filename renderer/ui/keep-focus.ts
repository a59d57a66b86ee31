/** So many places are remembered: a dialog's, and the one it was opened from. */
const remembered = 8;

/** What takes the focus itself (a screen's heading, the button of a menu that closed) has done so by then. */
const patienceMs = 60;

/** What may take the focus for something that stood in it: a named part of the screen, or the whole of it. */
const parts = "section, search, li, [role=toolbar], main";

/**
 * Keeps the focus where it was when the control that had it goes away (a button that did its work, the last row of
 * a list): the part of the screen it stood in takes it over, so that readers are told where they are and Tab goes
 * on from there. Gives its own undo.
 */
export const keepFocus = (): (() => void) => {
  let places: readonly (readonly Element[])[] = [];
  const note = ({ target }: FocusEvent): void => {
    if (target instanceof Element) places = [pathOf(target), ...places].slice(0, remembered);
  };
  const look = (): void => {
    const [[focused] = []] = places;
    if (document.activeElement !== document.body || !focused || focused.isConnected) return;
    const part = places.map(survivorOf).find((survivor) => survivor !== undefined);
    if (!part) return;
    if (part.matches(parts)) {
      if (!part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
      part.dataset.keepsFocus = "";
    }
    part.focus({ preventScroll: true });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(look, patienceMs);
  });
  document.addEventListener("focusin", note);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener("focusin", note);
    observer.disconnect();
  };
};

/** An element and all it stands in, the nearest first: what is taken away no longer says so itself. */
const pathOf = (element: Element): readonly Element[] => {
  const path = [element];
  for (let parent = element.parentElement; parent; parent = parent.parentElement) path.push(parent);
  return path;
};

/** The element itself where it is still there (what opened a dialog, say), else the nearest part it stood in. */
const survivorOf = (path: readonly Element[]): HTMLElement | undefined =>
  path.find(
    (element, index): element is HTMLElement =>
      element instanceof HTMLElement && element.isConnected && (index === 0 || element.matches(parts)),
  );
