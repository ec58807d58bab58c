import { plainWords } from '../contract/texts/plainWords.ts';

/** A name and its value; a row without a value is left out. */
export type FieldRow = readonly [name: string, value: string | null];

function widthOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => [...text].length));
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}

/** `Name   value` lines with the values under each other. */
export function fieldLines(rows: readonly FieldRow[]): string[] {
  const present = rows.flatMap(([name, value]) => (value === null ? [] : [[name, plainWords(value)] as const]));
  const width = widthOf(present.map(([name]) => name));
  return present.map(([name, value]) => `${pad(name, width)}  ${value}`);
}

/** Lines of equally wide columns; the last one is as long as it is. */
export function tableLines(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map(plainWords));
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) => widthOf(rows.map((row) => row[column] ?? '')));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
