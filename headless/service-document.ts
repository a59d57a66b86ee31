import { sharingWords } from "../shared/grant-sharing.ts";
import { propertiesOf, type ServiceDefinition } from "../shared/service.ts";

type GrantFacts = ServiceDefinition["grant"];

/** What happens to a grant that two machines hold: the label, what it means, and the service's own reason. */
export const sharingText = ({ sharing, why }: GrantFacts): string => {
  const { label, meaning } = sharingWords[sharing];
  return `${label.en} (${sharing}). ${meaning.en} ${why.en}`;
};

const grantDocument = ({ sharing, why, source, withdrawal }: GrantFacts) => ({
  sharing,
  label: sharingWords[sharing].label.en,
  meaning: sharingWords[sharing].meaning.en,
  why: why.en,
  ...(source ? { source } : {}),
  ...(withdrawal ? { withdrawal: withdrawal.en } : {}),
});

/** A service as data for other programs, in English. */
export const serviceDocument = (service: ServiceDefinition, embeddedApp: boolean) => ({
  id: service.id,
  name: service.name,
  summary: service.summary.en,
  authSchemes: service.authSchemes,
  embeddedApp,
  grant: grantDocument(service.grant),
  oauth: service.oauth,
  properties: propertiesOf(service).map(({ help, ...property }) => ({ ...property, help: help.en })),
});
