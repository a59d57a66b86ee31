import { Group, Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./dialog.module.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/**
 * A dialog over the screen: shown while it is rendered, closed by its button, Escape or
 * a click beside it. The focus then goes back to where it came from.
 */
export const Dialog = ({ title, onClose, wide, children }: DialogProps) => {
  const { t } = useTranslation();
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => focusAgain(opener), [opener]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={wide ? "42rem" : "md"}
      centered
      styles={{ title: { fontSize: "var(--mantine-h4-font-size)", fontWeight: 650, overflowWrap: "anywhere" } }}
      attributes={{ header: { role: "presentation" } }}
      padding="lg"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {children}
    </Modal>
  );
};

/** The buttons that end a dialog. They stay in sight however long it is. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <Group justify="flex-end" className={classes.actions}>
    {children}
  </Group>
);

const focusAgain = (element: Element | null): void => {
  if (element instanceof HTMLElement && element.isConnected) element.focus();
};
