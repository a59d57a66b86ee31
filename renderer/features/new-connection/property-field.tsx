import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PropertyDefinition } from "../../../shared/property.ts";
import { useLocalised } from "../../i18n/use-language.ts";
import { SecretInput } from "../../ui/secret-input.tsx";
import type { FieldProblem } from "./form-state.ts";
import { useProblemText } from "./problem-text.ts";

interface PropertyFieldProps {
  readonly property: PropertyDefinition;
  readonly value: string;
  readonly required: boolean;
  readonly problem: FieldProblem | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

/** One property's field. Its label is the property's name, as in connection strings. */
export const PropertyField = ({ property, value, required, problem, onChange, onBlur }: PropertyFieldProps) => {
  const { t } = useTranslation();
  const localised = useLocalised();
  const help = localised(property.help);
  const error = useProblemText(property.name, problem);
  const field = {
    label: property.name,
    description: required ? t("form.requiredHelp", { help }) : help,
    error,
    value,
    "aria-required": required,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    onBlur,
  };
  if (property.kind === "choice") {
    return <NativeSelect {...field} {...choices(property.values ?? [], value, t("form.standardChoice"))} />;
  }

  const hint = property.example
    ? t("form.example", { value: property.example })
    : property.default && t("form.standard", { value: property.default });
  const typed = { ...field, autoComplete: "off", spellCheck: false, ...(hint ? { placeholder: hint } : {}) };
  if (property.secret) {
    return <SecretInput {...typed} autoComplete="new-password" />;
  }
  return <TextInput {...typed} inputMode={property.kind === "number" ? "numeric" : "text"} />;
};

/** Shows the value that counts: whatever its case, where it is none of the choices, and where it is left open. */
const choices = (values: readonly string[], value: string, standard: string) => {
  if (value === "") return { value, data: [{ value: "", label: standard }, ...values] };
  const proper = values.find((choice) => choice.toLowerCase() === value.toLowerCase());
  return proper === undefined ? { value, data: [...values, value] } : { value: proper, data: [...values] };
};
