import { Button, Chip, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportResult } from "../../../shared/connection.ts";
import type { KitStep } from "../../../shared/server-kit/kit.ts";
import { serverKits } from "../../../shared/server-kit/kits.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { useService } from "../../store/app-store.ts";
import { CodeLine } from "../../ui/code-line.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { Words } from "../../ui/words.tsx";
import classes from "./export-ready.module.css";

interface KitViewProps {
  readonly result: ExportResult;
  /** Stands in names of files and units, where a server gets several of one service. */
  readonly label?: string;
}

/** What to do with the file, for the kind of place it goes to: commands and files, to copy or to save. */
export const KitView = ({ result, label }: KitViewProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const headingId = useId();
  const serviceName = useService(result.service)?.definition.name ?? result.service;
  const service = label ?? result.service;
  const kits = serverKits({ ...result, service, serviceName, byPassphrase: result.sealedTo === "passphrase" });
  const [chosen, setChosen] = useState<string>("commands");
  const kit = kits.find(({ id }) => id === chosen);
  return (
    <section>
      <h3 className={classes.heading} id={headingId}>
        {t("exporting.destination")}
      </h3>
      <Chip.Group value={chosen} onChange={(id) => typeof id === "string" && setChosen(id)}>
        <Group gap="xs" mb="md" role="radiogroup" aria-labelledby={headingId}>
          {kits.map(({ id, name }) => (
            <Chip key={id} value={id} size="sm">
              {localised(name)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {kit && (
        <>
          <Text size="sm" c="dimmed" mb="md">
            <Words text={localised(kit.lead)} />
          </Text>
          <KitSteps steps={kit.steps} />
        </>
      )}
    </section>
  );
};

/** Commands and files in order, each with a word on it, to copy or to save. */
export const KitSteps = ({ steps }: { readonly steps: readonly KitStep[] }) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.kind === "run" ? step.command : step.name}>
          <Text size="sm" mb={4}>
            <Words text={localised(step.why)} />
          </Text>
          {step.kind === "run" ? (
            <CodeLine text={step.command} copyLabel={`${t("shell.copy")}: ${step.command}`} />
          ) : (
            <KitFile {...step} />
          )}
        </li>
      ))}
    </ol>
  );
};

const KitFile = ({ name, content }: Extract<KitStep, { kind: "file" }>) => {
  const { t } = useTranslation();
  // A browser saves under a name, not at a place.
  const base = name.slice(name.lastIndexOf("/") + 1);
  return (
    <div className={classes.file}>
      <div className={classes.fileHead}>
        <span className={classes.fileName}>{name}</span>
        <CopyButton text={content} spoken={t("exporting.copyKitFile", { file: base })} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          aria-label={t("exporting.saveKitFile", { file: base })}
          onClick={() => saveFile(base, content)}
        >
          {t("exporting.saveShort")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className={classes.fileText} tabIndex={0} aria-label={name}>
        <pre>{content}</pre>
      </section>
    </div>
  );
};
