import { existsSync, readFileSync } from "node:fs";
import { guard } from "../guard.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Size {
  readonly width: number;
  readonly height: number;
}

/** An image: the bytes it was made from, and the size that its PNG header says. Nothing is drawn. */
const createImage = (bytes: Buffer, resized?: Size): object => {
  const isPng = bytes.subarray(0, 8).equals(signature);
  const size =
    resized ?? (isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 });
  let template = false;
  return guard("NativeImage", {
    isEmpty: () => !isPng,
    getSize: () => ({ ...size }),
    getAspectRatio: () => (size.height === 0 ? 1 : size.width / size.height),
    toPNG: () => (isPng ? bytes : Buffer.alloc(0)),
    toDataURL: () => `data:image/png;base64,${(isPng ? bytes : Buffer.alloc(0)).toString("base64")}`,
    resize: ({ width, height }: Partial<Size>) => {
      const ratio = size.height === 0 ? 1 : size.width / size.height;
      const wide = width ?? Math.round((height ?? size.height) * ratio);
      return createImage(bytes, { width: wide, height: height ?? Math.round(wide / ratio) });
    },
    setTemplateImage: (on: boolean) => {
      template = on;
    },
    isTemplateImage: () => template,
    addRepresentation: () => {},
  });
};

/** Electron's nativeImage. PNG only; `toPNG` of a resized image gives the bytes of the whole one. */
export const createNativeImage = () =>
  guard("nativeImage", {
    createEmpty: () => createImage(Buffer.alloc(0)),
    createFromPath: (path: string) => createImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
    createFromBuffer: (bytes: Buffer) => createImage(bytes),
    createFromDataURL: (url: string) => createImage(Buffer.from(url.replace(/^data:[^,]*,/, ""), "base64")),
  });
