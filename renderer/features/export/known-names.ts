import { useEffect, useState } from "react";
import { client } from "../../client.ts";

/** The names of earlier exports; they are a courtesy, so nothing is said where they cannot be had. */
export const useKnownNames = (): Readonly<Record<string, string>> => {
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    client.recipients.names().then(setKnown, () => {});
  }, []);
  return known;
};
