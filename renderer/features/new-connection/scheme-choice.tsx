import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AuthScheme } from "../../../shared/property.ts";
import type { FieldProblem } from "./form-state.ts";
import { useProblemText } from "./problem-text.ts";

const meanings = {
  OAuth: "form.schemeOAuth",
  OAuthPassword: "form.schemeOAuthPassword",
  Basic: "form.schemeBasic",
  APIToken: "form.schemeAPIToken",
} as const satisfies Record<AuthScheme, string>;

interface SchemeChoiceProps {
  readonly service: string;
  readonly schemes: readonly AuthScheme[];
  readonly value: string;
  readonly problem: FieldProblem | undefined;
  readonly onChange: (scheme: string) => void;
}

/** How the connection proves who it is: what is asked below follows from it. */
export const SchemeChoice = ({ service, schemes, value, problem, onChange }: SchemeChoiceProps) => {
  const { t } = useTranslation();
  const error = useProblemText("AuthScheme", problem);
  return (
    <Radio.Group label="AuthScheme" value={value} onChange={onChange} error={error}>
      <Stack gap="sm" mt="xs" mb={error ? "xs" : 0}>
        {schemes.map((scheme) => (
          <Radio key={scheme} value={scheme} label={scheme} description={t(meanings[scheme], { service })} />
        ))}
      </Stack>
    </Radio.Group>
  );
};
