import { shortRecipient } from "../../../shared/grant-place.ts";
import { type ExportMode, standardMode } from "../../../shared/grant-sharing.ts";
import type { Properties } from "../../../shared/property.ts";
import { authSchemeOf } from "../../../shared/property-check.ts";
import type { ServiceDefinition } from "../../../shared/service.ts";

/** What a person has chosen in the export dialog. */
export interface ExportForm {
  readonly to: "recipients" | "passphrase";
  readonly recipients: string;
  readonly passphrase: string;
  readonly again: string;
  /** The passphrase was suggested, so it need not be typed twice. */
  readonly suggested: boolean;
  readonly mode: ExportMode;
  /** What the machines are called, by their recipients, as far as it was entered here. */
  readonly names: Readonly<Record<string, string>>;
  /** What the machine is called that gets the passphrase. */
  readonly passphraseName: string;
}

/** Whether there is a grant to renew, and so to hand over: an API key or a password is copied as it is. */
export const hasGrant = (definition: ServiceDefinition, properties: Properties): boolean => {
  const scheme = authSchemeOf(definition, properties);
  return scheme === "OAuth" || scheme === "OAuthPassword";
};

/** Before anything is chosen or entered. */
export const emptyForm: ExportForm = {
  to: "recipients",
  recipients: "",
  passphrase: "",
  again: "",
  suggested: false,
  mode: "copy",
  names: {},
  passphraseName: "",
};

/** The dialog before anything is chosen: copying a grant is proposed only where the service bears it. */
export const initialExport = (definition: ServiceDefinition, properties: Properties): ExportForm => ({
  ...emptyForm,
  mode: hasGrant(definition, properties) ? standardMode(definition.grant.sharing) : "copy",
});

/** The recipients in a text, which may stand on lines of their own or beside each other. */
export const recipientsIn = (text: string): readonly string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** The first thing entered as a recipient that cannot be one. */
export const wrongRecipient = (text: string): string | undefined =>
  recipientsIn(text).find((word) => !/^age1[a-z0-9-]+$/i.test(word));

/** What the call takes, or undefined while something is missing. */
export const targetOf = (form: ExportForm): { recipients: string[] } | { passphrase: string } | undefined => {
  if (form.to === "recipients") {
    const recipients = [...recipientsIn(form.recipients)];
    return recipients.length > 0 && wrongRecipient(form.recipients) === undefined ? { recipients } : undefined;
  }
  const agreed = form.suggested || form.again === form.passphrase;
  return form.passphrase !== "" && agreed ? { passphrase: form.passphrase } : undefined;
};

/** The names that go with `targetOf`, in its order; what was not entered is as it was known before. */
export const namesOf = (form: ExportForm, known: Readonly<Record<string, string>>): string[] =>
  form.to === "passphrase"
    ? [form.passphraseName]
    : recipientsIn(form.recipients).map((recipient) => form.names[recipient] ?? known[recipient] ?? "");

/** The machines entered, each with what it is called: its name, or a piece of its recipient. */
export const serversOf = (
  form: ExportForm,
  known: Readonly<Record<string, string>>,
): readonly { readonly recipient: string; readonly name: string }[] => {
  const names = namesOf(form, known);
  return recipientsIn(form.recipients).map((recipient, index) => ({
    recipient,
    name: names[index]?.trim() || shortRecipient(recipient),
  }));
};

/** How many machines the file will be for, as the warnings count them; at least one is meant. */
export const receiversOf = (form: ExportForm): number | "passphrase" =>
  form.to === "passphrase" ? "passphrase" : Math.max(1, recipientsIn(form.recipients).length);
