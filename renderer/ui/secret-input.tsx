import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A field for what nobody should read over a shoulder, with a button that shows it: by keys and to readers too. */
export const SecretInput = (props: PasswordInputProps) => {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...props}
      visibilityToggleButtonProps={{ "aria-label": t("form.show"), tabIndex: 0, "aria-hidden": false }}
    />
  );
};
