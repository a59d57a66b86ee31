import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseConnectionString } from "../../../shared/connection-string/parse.ts";
import type { Properties } from "../../../shared/property.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { usePasteStore } from "../../store/paste-store.ts";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Fold } from "../../ui/fold.tsx";

interface PasteStringProps {
  readonly definition: ServiceDefinition;
  readonly onFill: (properties: Properties) => void;
}

type Outcome =
  | { readonly kind: "filled"; readonly names: string }
  | { readonly kind: "refused"; readonly failure: Failure };

/** Fills the form from a connection string, which is forgotten at once because it may hold secrets. */
export const PasteString = ({ definition, onFill }: PasteStringProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<Outcome>();

  const fill = (pasted = text) => {
    try {
      const properties = parseConnectionString(definition, pasted);
      onFill(properties);
      setText("");
      setOutcome({ kind: "filled", names: Object.keys(properties).join(", ") });
    } catch (thrown) {
      setOutcome({ kind: "refused", failure: failureOf(thrown) });
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was pasted elsewhere is taken once
  useEffect(() => {
    const pasted = usePasteStore.getState().take();
    if (pasted !== undefined) fill(pasted);
  }, []);

  return (
    <Fold title={t("form.pasteTitle")} open={outcome !== undefined}>
      <Stack gap="sm">
        <Textarea
          label={t("form.pasteLabel")}
          description={t("form.pasteHelp")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          autoComplete="off"
        />
        <Group>
          <Button variant="default" onClick={() => fill()} disabled={text.trim() === ""}>
            {t("form.pasteFill")}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {outcome?.kind === "filled" && t("form.pasteDone", { names: outcome.names })}
          </Text>
        </Group>
        {outcome?.kind === "refused" && <FailureAlert failure={outcome.failure} />}
      </Stack>
    </Fold>
  );
};
