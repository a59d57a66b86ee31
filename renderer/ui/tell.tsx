import { VisuallyHidden } from "@mantine/core";
import { type NotificationData, notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type Words = (t: TFunction) => ReactNode;

interface Note extends Pick<NotificationData, "id" | "color" | "autoClose" | "onClose"> {
  /** What it says; asked again when the language changes. */
  readonly words: Words;
}

/** Shows a note at the foot of the screen, which goes after a while or when it is closed. Not a hook: works from anywhere. */
export const tell = ({ words, ...note }: Note): void => {
  notifications.show({
    ...note,
    message: <Told words={words} />,
    closeButtonProps: {
      children: (
        <VisuallyHidden>
          <Told words={(t) => t("shell.close")} />
        </VisuallyHidden>
      ),
    },
  });
};

const Told = ({ words }: { readonly words: Words }) => words(useTranslation().t);
