import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";

const at = new Date(2026, 10, 28, 13, 5, 8);
const files = [
  { name: "check.txt", text: "123456789" },
  { name: "README.txt", text: "読んでください\r\n" },
  { name: "empty.txt", text: "" },
];

/** The files as the directory at the end has them, each with the bytes that its local header leads to. */
const read = (bytes: Uint8Array<ArrayBuffer>) => {
  const view = new DataView(bytes.buffer);
  const text = (from: number, length: number) => new TextDecoder().decode(bytes.subarray(from, from + length));
  const u16 = (place: number) => view.getUint16(place, true);
  const u32 = (place: number) => view.getUint32(place, true);
  const end = bytes.length - 22;
  expect(u32(end)).toBe(0x06054b50);
  let place = u32(end + 16);
  expect(place + u32(end + 12)).toBe(end);
  return Array.from({ length: u16(end + 10) }, () => {
    expect(u32(place)).toBe(0x02014b50);
    const local = u32(place + 42);
    expect(u32(local)).toBe(0x04034b50);
    // From the flags to the length of the name, both say the same.
    expect(bytes.subarray(local + 6, local + 28)).toEqual(bytes.subarray(place + 8, place + 30));
    const nameLength = u16(place + 28);
    const file = {
      name: text(place + 46, nameLength),
      text: text(local + 30 + nameLength, u32(local + 18)),
      sum: u32(place + 16),
      time: [u16(place + 12), u16(place + 14)],
      rights: u32(place + 38) >>> 16,
    };
    place += 46 + nameLength;
    return file;
  });
};

test("what goes in comes out, and only its owner may read it", () => {
  const found = read(zipOf(files, at));
  expect(found.map(({ name, text }) => ({ name, text }))).toEqual(files);
  expect(found.map(({ rights }) => rights)).toEqual([0o100600, 0o100600, 0o100600]);
});

test("sums and times are those of the format", () => {
  const [check, , empty] = read(zipOf(files, at));
  // The check value of CRC-32 that every catalogue of such sums has.
  expect(check?.sum).toBe(0xcbf43926);
  expect(empty?.sum).toBe(0);
  expect(check?.time).toEqual([(13 << 11) | (5 << 5) | 4, (46 << 9) | (11 << 5) | 28]);
});

test("an archive of nothing is one too", () => {
  expect(zipOf([], at)).toHaveLength(22);
});
