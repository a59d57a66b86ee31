import { Group, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseConnectionString } from "../../../shared/connection-string/parse.ts";
import type { Properties } from "../../../shared/property.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";
import { type Failure, failureOf } from "../../store/failure.ts";
import { usePasteStore } from "../../store/paste-store.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { FailureAlert } from "../../ui/failure-alert.tsx";
import { Fold } from "../../ui/fold.tsx";

interface ConnectionStringProps {
  readonly definition: ServiceDefinition;
  /** What the fields stand for, secrets as `••••`. */
  readonly text: string;
  /** The whole string was changed. */
  readonly onChange: (properties: Properties) => void;
  /** Some properties were pasted elsewhere for this form. */
  readonly onFill: (properties: Properties) => void;
}

/** How long nothing is typed before a string that is not whole yet is complained of, in milliseconds. */
const patienceMs = 700;

/**
 * The form as a connection string, both ways: it follows the fields, and the fields follow it. What is typed
 * or pasted as a secret is shown until the field is left, and as `••••` from then on.
 */
export const ConnectionString = ({ definition, text, onChange, onFill }: ConnectionStringProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const [told] = useDebouncedValue(failure, patienceMs);
  const [filled, setFilled] = useState("");

  const read = (given: string, take: (properties: Properties) => void): boolean => {
    try {
      const properties = parseConnectionString(definition, given);
      take(properties);
      setFailure(undefined);
      setFilled(Object.keys(properties).join(", "));
      return true;
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setFilled("");
      return false;
    }
  };
  const leave = (): void => {
    if (draft !== undefined && failure === undefined) setDraft(undefined);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was pasted elsewhere is taken once
  useEffect(() => {
    const pasted = usePasteStore.getState().take();
    if (pasted !== undefined && !read(pasted, onFill)) setDraft(pasted);
  }, []);

  return (
    <Fold title={t("form.stringTitle")} open={filled !== "" || failure !== undefined}>
      <Stack gap="sm">
        <Textarea
          label={t("form.stringLabel")}
          description={t("form.stringHelp")}
          value={draft ?? text}
          onChange={({ currentTarget: { value } }) => {
            setDraft(value);
            read(value, onChange);
          }}
          onBlur={leave}
          error={told !== undefined && failure !== undefined}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          autoComplete="off"
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {filled !== "" && t("form.stringFilled", { names: filled })}
          </Text>
          <CopyButton text={text} />
        </Group>
        {told !== undefined && failure !== undefined && <FailureAlert failure={failure} />}
      </Stack>
    </Fold>
  );
};
