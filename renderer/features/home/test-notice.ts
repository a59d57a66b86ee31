import { notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";
import { useTestStore } from "../../store/test-store.ts";

/** Says how the tests of several connections went. */
export const tellOfTests = (ids: readonly string[], t: TFunction): void => {
  const { runs } = useTestStore.getState();
  const passed = ids.filter((id) => runs[id]?.report?.ok).length;
  notifications.show({
    color: passed === ids.length ? "green" : "red",
    message: t("home.tested", { passed, count: ids.length }),
  });
};
