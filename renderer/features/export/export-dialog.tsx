import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionDetail, ExportResult } from "../../../shared/connection.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ExportChoices } from "./export-choices.tsx";
import { ExportReady } from "./export-ready.tsx";

export interface ExportDialogProps {
  readonly connection: ConnectionDetail;
  readonly definition: ServiceDefinition;
  /** The file is made: what the connection is here may have changed. */
  readonly onExported: () => void;
  readonly onClose: () => void;
}

/** Makes a settings file for another machine: first the choices, then the file and what to do with it. */
export const ExportDialog = ({ connection, definition, onExported, onClose }: ExportDialogProps) => {
  const { t } = useTranslation();
  const [result, setResult] = useState<ExportResult>();
  const ready = (made: ExportResult) => {
    setResult(made);
    onExported();
  };
  const title = result ? t("exporting.doneTitle") : t("exporting.title", { name: connection.name });
  return (
    <Dialog title={title} onClose={onClose} wide>
      {result ? (
        <ExportReady result={result} onClose={onClose} />
      ) : (
        <ExportChoices connection={connection} definition={definition} onReady={ready} onClose={onClose} />
      )}
    </Dialog>
  );
};
