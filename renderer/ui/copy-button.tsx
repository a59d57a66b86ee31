import { Button, type ButtonProps } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "./copy-text.ts";

interface CopyButtonProps {
  readonly text: string;
  /** What the button says, where “Copy” alone is not enough. */
  readonly label?: string;
  /** What readers hear in its place, where several buttons say the same. */
  readonly spoken?: string;
  readonly size?: NonNullable<ButtonProps["size"]>;
}

/** Copies a text, and says so for a moment. */
export const CopyButton = ({ text, label, spoken, size = "xs" }: CopyButtonProps) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(text));

  return (
    <Button
      size={size}
      variant="default"
      leftSection={copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
      onClick={() => void copy()}
      {...(spoken && !copied ? { "aria-label": spoken } : {})}
    >
      <span aria-live="polite">{copied ? t("shell.copied") : (label ?? t("shell.copy"))}</span>
    </Button>
  );
};
