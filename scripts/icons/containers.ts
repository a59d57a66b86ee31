/** One picture of an icon file: a square PNG. */
export interface Picture {
  /** Pixels along a side. */
  readonly size: number;
  readonly png: Buffer;
}

/** What the head of a PNG says of its size, in pixels. Throws where it is no PNG. */
export const pngSize = (png: Buffer): { readonly width: number; readonly height: number } => {
  if (png.length < 24 || png.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") throw new Error("not a PNG");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
};

/**
 * A Windows icon of PNG pictures, each up to 256 pixels.
 * https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
export const icoOf = (pictures: readonly Picture[]): Buffer => {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // One byte a side: 256 is written as 0.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
};

/**
 * The types of an Apple icon that hold a PNG, by pixels: at 1x from 128, and at 2x from 16 points.
 * The types for 16 and 32 pixels at 1x are left out: Finder shows PNG in them as noise.
 */
const appleTypes: readonly (readonly [type: string, size: number])[] = [
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
];

/** The sizes that an Apple icon wants, in pixels. */
export const appleSizes: readonly number[] = [...new Set(appleTypes.map(([, size]) => size))];

/** An Apple icon of PNG pictures. Throws where a size of `appleSizes` is missing. */
export const icnsOf = (pictures: readonly Picture[]): Buffer => {
  const blocks = appleTypes.map(([type, size]) => {
    const picture = pictures.find((each) => each.size === size);
    if (!picture) throw new Error(`an Apple icon needs ${size} pixels`);
    return block(type, picture.png);
  });
  return block("icns", Buffer.concat(blocks));
};

const block = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
};
