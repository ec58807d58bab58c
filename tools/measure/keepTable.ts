import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a table between the marks of a page, in place of the one that was there. @param name of the marks */
export function keepTable(page: string, table: string, name = 'measured'): void {
  const marks = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`] as const;
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has lost its marks`);
  writeFileSync(page, `${before}${marks[0]}\n\n${table}\n\n${marks[1]}${after}`);
}
