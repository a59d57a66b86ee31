import { type SettingsDocument, shownDocument } from "../../engine/index.ts";
import { type GrantPlace, placeText } from "../../shared/grant-place.ts";
import { sharingWords } from "../../shared/grant-sharing.ts";
import { compose } from "../compose.ts";
import type { Output } from "../output.ts";

/** `keyferry inspect FILE`: looks, claims nothing, asks nobody. */
export const inspect = async (file: string, output: Output): Promise<void> => {
  const { engine } = await compose(process.env);
  const document = await engine.inspect(file);
  const service = engine.services.find(({ id }) => id === document.Service);
  const place = await engine.placeOf(document);
  const shown = shownDocument(service, document);
  if (!output.json) for (const line of words(document, place)) output.note(line);
  if (!output.json && service) {
    const { label, meaning } = sharingWords[service.grant.sharing];
    output.note(`${service.name}: ${label.en} (${service.grant.sharing}). ${meaning.en}`);
  }
  output.result(JSON.stringify(shown, undefined, 2), {
    ...shown,
    // What is not in the file itself is in small letters.
    renewedBy: { who: place.kind, words: placeText(place).en, ...(place.kind === "elsewhere" ? detailsOf(place) : {}) },
    ...(service ? { sharing: service.grant.sharing } : {}),
  });
};

const detailsOf = ({ machines, handedOver }: Extract<GrantPlace, { kind: "elsewhere" }>) => ({
  machines,
  ...(handedOver
    ? { since: new Date(handedOver.at).toISOString(), ...(handedOver.fileName ? { file: handedOver.fileName } : {}) }
    : {}),
});

const words = ({ Grant: { Received } }: SettingsDocument, place: GrantPlace): readonly string[] => [
  `Renewed by: ${placeText(place).en}${place.kind === "elsewhere" && place.handedOver ? sinceText(place.handedOver) : ""}`,
  ...(Received
    ? [`Came from: ${Received.From ?? "a machine without identity"} (${Received.Mode}, ${dayOf(Received.At)})`]
    : []),
];

const sinceText = ({ at, fileName }: { readonly at: number; readonly fileName?: string }): string =>
  `, handed over ${dayOf(at)}${fileName ? ` in ${fileName}` : ""}`;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
