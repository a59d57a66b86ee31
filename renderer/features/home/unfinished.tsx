import { Alert, Anchor } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { hasUnsaved } from "../../store/bulk-export.ts";
import { useBulkExport } from "../../store/bulk-export-store.ts";
import { hasUnsavedFiles, nextOf } from "../../store/consent-queue.ts";
import { useConsentQueue } from "../../store/consent-queue-store.ts";
import { addressOf } from "../../store/route.ts";

/** Leads back to what is not finished: exports that go on or that nobody has saved, and sign-ins for several servers. */
export const Unfinished = () => {
  const { t } = useTranslation();
  const running = useBulkExport((state) => state.running);
  const unsaved = useBulkExport(hasUnsaved);
  const signIns = useConsentQueue((state) => nextOf(state.servers) !== undefined);
  const unsavedSignIns = useConsentQueue(hasUnsavedFiles);
  return (
    <>
      {(running || unsaved) && (
        <Note title={t(running ? "bulk.unfinishedRunning" : "bulk.unfinishedUnsaved")} address={addressOf.export} />
      )}
      {(signIns || unsavedSignIns) && (
        <Note title={t(signIns ? "signIns.busy" : "bulk.unfinishedUnsaved")} address={addressOf.signIns} />
      )}
    </>
  );
};

const Note = ({ title, address }: { readonly title: string; readonly address: string }) => {
  const { t } = useTranslation();
  return (
    <Alert color="blue" mb="md" icon={<IconFileExport aria-hidden="true" />} title={title}>
      <Anchor href={address} size="sm" underline="always">
        {t("bulk.unfinishedShow")}
      </Anchor>
    </Alert>
  );
};
