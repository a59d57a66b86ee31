import type { ServiceDefinition } from "../../../shared/service.ts";
import { hasWords, searchable, searchWords } from "../../ui/search-words.ts";

/** The services that somebody looks for by name, id, or what they are for in any language; all where nothing is typed. */
export const findServices = <T extends { readonly definition: ServiceDefinition }>(
  services: readonly T[],
  text: string,
): readonly T[] => {
  const words = searchWords(text);
  return services.filter(({ definition: { id, name, summary } }) =>
    hasWords(searchable([id, name, ...Object.values(summary)].join("\n")), words),
  );
};
