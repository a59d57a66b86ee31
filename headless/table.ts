/** Characters that take two columns of a terminal: ideographs, kana, hangul and full-width forms. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

const widthOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0);

/** A name as one line of plain text: what a file says cannot steer the terminal. */
export const plainText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();

/** Rows of text as columns, side by side; the last one is as long as it is. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const plain = rows.map((row) => row.map(plainText));
  const columns = Math.max(...plain.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...plain.map((row) => widthOf(row[column] ?? ""))),
  );
  const pad = (cell: string, column: number): string =>
    column === columns - 1 ? cell : cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
  return plain.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
};
