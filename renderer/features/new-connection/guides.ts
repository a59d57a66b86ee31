import type { Language } from "../../../shared/localised.ts";

/** The guides of docs/guides, read one by one when they are opened. */
const files = import.meta.glob<string>("../../../docs/guides/*.md", { query: "?raw", import: "default" });

const folder = "../../../docs/guides";

/** Whether there is a guide for a service: one of a person's own has none. */
export const hasGuide = (service: string): boolean => `${folder}/${service}.md` in files;

/** A guide's text in a language, without its first heading. */
export const readGuide = async (service: string, language: Language): Promise<string> => {
  const inEnglish = files[`${folder}/${service}.md`];
  const read = (language === "ja" ? files[`${folder}/${service}.ja.md`] : undefined) ?? inEnglish;
  if (!read) throw new Error(`There is no guide for ${service}.`);
  return (await read()).replace(/^# .*\n+/, "");
};
