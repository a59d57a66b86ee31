import { inflateRawSync } from "node:zlib";

const endOfDirectory = 0x06054b50;

/** The files in a zip archive, each as text with one character a byte (APPNOTE.TXT sections 4.3.12 and 4.3.16). */
export const filesInZip = (zip: Buffer): readonly { readonly name: string; readonly text: string }[] => {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error("This is no zip archive.");
  const files: { name: string; text: string }[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, nameLength, extra, comment, start] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(data, data + packed);
    files.push({ name, text: (method === 0 ? bytes : inflateRawSync(bytes)).toString("latin1") });
    at += 46 + nameLength + extra + comment;
  }
  return files;
};
