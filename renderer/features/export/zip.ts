/** A file to be put into an archive. */
export interface ArchivedFile {
  /** Plain letters, digits, dots and dashes. */
  readonly name: string;
  readonly text: string;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
/** Names are UTF-8 (APPNOTE.TXT 4.4.4, bit 11). */
const flags = 0x0800;
const version = 20;
/** Made on Unix, so that the rights below count (4.4.2). */
const madeBy = (3 << 8) | version;
/** A plain file that its owner alone may read and write. */
const ownerOnly = (0o100600 << 16) >>> 0;

/** A zip archive (PKWARE's APPNOTE.TXT) of small files, stored as they are: encrypted text does not shrink. */
export const zipOf = (files: readonly ArchivedFile[], at: Date): Uint8Array<ArrayBuffer> => {
  const encoder = new TextEncoder();
  const entries = files.map(({ name, text }) => ({ name: encoder.encode(name), data: encoder.encode(text) }));
  const locals = entries.map(({ name, data }) =>
    joined([u32(localSignature), u16(version), common(name, data, at), u16(0), name, data]),
  );
  let offset = 0;
  const central = entries.map(({ name, data }, index) => {
    const record = joined([
      u32(centralSignature),
      u16(madeBy),
      u16(version),
      common(name, data, at),
      u16(0), // extra field
      u16(0), // comment
      u16(0), // disk
      u16(0), // internal attributes
      u32(ownerOnly),
      u32(offset),
      name,
    ]);
    offset += locals[index]?.length ?? 0;
    return record;
  });
  const directory = joined(central);
  const end = joined([
    u32(endSignature),
    u16(0),
    u16(0),
    u16(entries.length),
    u16(entries.length),
    u32(directory.length),
    u32(offset),
    u16(0),
  ]);
  return joined([...locals, directory, end]);
};

/** What the local header and the directory say alike: flags, method, time, sum, sizes, length of the name. */
const common = (name: Uint8Array, data: Uint8Array, at: Date): Uint8Array =>
  joined([
    u16(flags),
    u16(0), // stored
    u16((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)),
    u16(((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate()),
    u32(crc32(data)),
    u32(data.length),
    u32(data.length),
    u16(name.length),
  ]);

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
const u32 = (value: number): Uint8Array => joined([u16(value & 0xffff), u16(value >>> 16)]);

const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The sum of 4.4.7, reflected, polynomial 0xEDB88320. */
const crc32 = (data: Uint8Array): number => {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
};
