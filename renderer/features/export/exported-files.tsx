import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconDownload, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type ExportedFile, stepsForSeveral } from "../../../shared/server-kit/several-files.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { Fold } from "../../ui/fold.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { KitSteps, KitView } from "./kit-view.tsx";
import { zipOf } from "./zip.ts";

interface ExportedFilesProps {
  readonly files: readonly ExportedFile[];
  /** Whether all go to one server; else each has a server of its own, and its own way there. */
  readonly together: boolean;
  /** The labels of those that a person has saved. */
  readonly saved: readonly string[];
  readonly onSaved: (labels: readonly string[]) => void;
}

/** Files that were made: saved together, or one by one, with what to do with them where they go. */
export const ExportedFiles = ({ files, together, saved, onSaved }: ExportedFilesProps) => {
  const { t } = useTranslation();
  const allSaved = files.every(({ label }) => saved.includes(label));
  const readme = useReadme(together);
  const saveAll = (): void => {
    const archived = files.map(({ result }) => ({ name: result.fileName, text: result.file }));
    saveFile(
      "keyferry.zip",
      zipOf([...archived, { name: "README.txt", text: readme(files) }], new Date()),
      "application/zip",
    );
    onSaved(files.map(({ label }) => label));
  };
  return (
    <Stack gap="lg">
      {!allSaved && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden="true" />}>
          {t("bulk.keepText")}
        </Alert>
      )}
      <Group gap="sm">
        <Button
          variant={allSaved ? "default" : "filled"}
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={saveAll}
        >
          {t(allSaved ? "bulk.savedAll" : "bulk.saveAll")}
        </Button>
      </Group>
      {together && (
        <section>
          <Title order={3} size="h5" mb={4}>
            {t("bulk.onServer")}
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t("bulk.onServerText")}
          </Text>
          <KitSteps steps={stepsForSeveral(files)} />
        </section>
      )}
      <section>
        <Title order={3} size="h5" mb="sm">
          {t("bulk.eachFile")}
        </Title>
        <Stack gap="xs">
          {files.map(({ name, label, result }) => (
            <Fold key={label} title={`${name} · ${result.fileName}`}>
              <Stack gap="md" align="stretch">
                <Group>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconDownload size={16} aria-hidden="true" />}
                    onClick={() => {
                      saveFile(result.fileName, result.file);
                      onSaved([label]);
                    }}
                  >
                    {t("exporting.save", { file: result.fileName })}
                  </Button>
                </Group>
                <KitView result={result} label={label} />
              </Stack>
            </Fold>
          ))}
        </Stack>
      </section>
    </Stack>
  );
};

/** What goes into the archive beside the files, in the language of the screens. It holds no secret. */
const useReadme = (together: boolean): ((files: readonly ExportedFile[]) => string) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  return (files) => {
    const parts = together ? stepsForSeveral(files) : files.flatMap((file) => stepsForSeveral([file]));
    const lines = [
      t("bulk.readmeTitle"),
      "",
      ...files.flatMap(({ name, result }) => [
        `${name}: ${result.fileName}`,
        `  ${t("bulk.readmeString")} ${result.connectionString}`,
      ]),
      "",
      ...parts.flatMap((step) => (step.kind === "run" ? [localised(step.why), `    ${step.command}`, ""] : [])),
    ];
    return lines.join("\n");
  };
};
