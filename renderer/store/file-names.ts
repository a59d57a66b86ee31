interface Named {
  readonly service: string;
  readonly name: string;
}

const longest = 40;

/**
 * A short name for each connection that stands in file names and units: its service and its own name in
 * plain small letters, no two alike. A name of other scripts leaves the service's.
 */
export const labelsOf = (connections: readonly Named[]): readonly string[] => {
  const taken = new Set<string>();
  return connections.map(({ service, name }) => {
    const own = plain(name);
    const base = own === "" || own === service ? service : `${service}-${own}`;
    let label = base;
    for (let number = 2; taken.has(label); number += 1) label = `${base}-${number}`;
    taken.add(label);
    return label;
  });
};

/** What the exported file of a connection with such a label is called. */
export const fileNameOf = (label: string): string => `OAuthSettings-${label}.txt`;

const plain = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, "");
