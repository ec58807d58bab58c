import { legalFileName } from '../../adapters/files/fileName.ts';

/**
 * What a save dialog offers: only a name, for a page must not choose the folder, and only of the kind that is written, for it must
 * not have a person save a program under the name of a table.
 */
export function suggestedFile(wanted: string, extension: string): string {
  const name = wanted.split(/[/\\]/).at(-1) ?? '';
  const ending = `.${extension}`;
  const base = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
  return legalFileName({ base, suffix: '', extension });
}
