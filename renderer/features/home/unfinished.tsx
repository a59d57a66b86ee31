import { Alert, Anchor } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hasUnsaved } from "../../store/bulk-export.ts";
import { useBulkExport } from "../../store/bulk-export-store.ts";
import { addressOf } from "../../store/route.ts";

/** Leads back to an export that goes on, or whose files nobody has saved. */
export const Unfinished = () => {
  const { t } = useTranslation();
  const running = useBulkExport((state) => state.running);
  const unsaved = useBulkExport(hasUnsaved);
  if (!running && !unsaved) return null;
  return (
    <Alert
      color="blue"
      mb="md"
      icon={<IconFileExport aria-hidden="true" />}
      title={t(running ? "bulk.unfinishedRunning" : "bulk.unfinishedUnsaved")}
    >
      <Anchor href={addressOf.export} size="sm" underline="always">
        {t("bulk.unfinishedShow")}
      </Anchor>
    </Alert>
  );
};
