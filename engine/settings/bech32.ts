const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/**
 * The bytes in a Bech32 text in capitals (BIP 173), such as `AGE-SECRET-KEY-1…`; undefined where
 * its letters or its checksum are wrong. `prefix` is what stands before the last 1.
 */
export const bech32Bytes = (text: string, prefix: string): Buffer | undefined => {
  const lower = text.toLowerCase();
  if (text !== text.toUpperCase() || !lower.startsWith(`${prefix}1`)) return undefined;
  const values = [...lower.slice(prefix.length + 1)].map((letter) => alphabet.indexOf(letter));
  const isWhole =
    values.length > checksumLength && !values.includes(-1) && checksumOf([...expanded(prefix), ...values]) === 1;
  return isWhole ? inBytes(values.slice(0, -checksumLength)) : undefined;
};

const checksumLength = 6;

const expanded = (prefix: string): readonly number[] => {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
};

const checksumOf = (values: readonly number[]): number =>
  values.reduce((checksum, value) => {
    const top = checksum >>> 25;
    const shifted = ((checksum & 0x1ffffff) << 5) ^ value;
    return generator.reduce((mixed, constant, bit) => ((top >> bit) & 1 ? mixed ^ constant : mixed), shifted);
  }, 1);

/** Groups of five bits in groups of eight; the few that are left over are padding. */
const inBytes = (values: readonly number[]): Buffer => {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const value of values) {
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
};
