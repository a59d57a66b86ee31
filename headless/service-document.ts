import { propertiesOf, type ServiceDefinition } from "../shared/service.ts";

/** A service as data for other programs, in English. */
export const serviceDocument = (service: ServiceDefinition, embeddedApp: boolean) => ({
  id: service.id,
  name: service.name,
  summary: service.summary.en,
  authSchemes: service.authSchemes,
  embeddedApp,
  grant: { sharing: service.grant.sharing, why: service.grant.why.en },
  oauth: service.oauth,
  properties: propertiesOf(service).map(({ help, ...property }) => ({ ...property, help: help.en })),
});
