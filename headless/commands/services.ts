import { propertiesOf, type ServiceDefinition } from "../../shared/service.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";
import { serviceDocument, sharingText } from "../service-document.ts";

/** `keyferry services [SERVICE]`. */
export const services = async (name: string | undefined, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const chosen = name === undefined ? engine.services : [engine.service(name)];
  const documents = chosen.map((service) => serviceDocument(service, engine.hasEmbeddedApp(service.id)));
  output.result(
    chosen
      .map((service) => (name === undefined ? lineOf(service) : pageOf(service, engine.hasEmbeddedApp(service.id))))
      .join("\n"),
    name === undefined ? documents : documents[0],
  );
};

const lineOf = ({ id, name, summary, authSchemes }: ServiceDefinition): string =>
  `${id.padEnd(12)} ${name.padEnd(12)} ${authSchemes.join(", ").padEnd(16)} ${summary.en}`;

const pageOf = (service: ServiceDefinition, embedded: boolean): string =>
  [
    `${service.name}: ${service.summary.en}`,
    `Embedded OAuth app: ${embedded ? "yes" : "no; set OAuthClientId, OAuthClientSecret and CallbackURL"}`,
    `Settings file on several machines: ${sharingText(service.grant)}`,
    ...(service.grant.source ? [`  ${service.grant.source}`] : []),
    ...(service.grant.withdrawal ? [`A machine was lost: ${service.grant.withdrawal.en}`] : []),
    "",
    ...propertiesOf(service).map(({ name, values, default: standard, help, required, secret }) => {
      const facts = [
        required ? "needed" : "",
        secret ? "secret" : "",
        values ? values.join(" | ") : "",
        standard ? `default ${standard}` : "",
      ];
      return `  ${name}${facts.some(Boolean) ? ` (${facts.filter(Boolean).join("; ")})` : ""}\n      ${help.en}`;
    }),
  ].join("\n");
