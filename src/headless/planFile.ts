import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { Plan } from '../contract/melody/plan.ts';

/** Before anything is rendered for it. @throws AppError OUTPUT_EXISTS, FOLDER_NOT_WRITABLE */
export function checkPlanPath(given: string): string {
  const file = path.resolve(given);
  if (existsSync(file)) throw new AppError('OUTPUT_EXISTS', { file });
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('FOLDER_NOT_WRITABLE', { folder });
  return file;
}

/** @throws AppError OUTPUT_EXISTS, DISK_FULL, FOLDER_NOT_WRITABLE */
export async function writePlan(file: string, plan: Plan): Promise<void> {
  try {
    await writeFile(file, planText(plan), { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw new AppError('OUTPUT_EXISTS', { file }, { cause: error });
    const folder = path.dirname(file);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('DISK_FULL', { folder }, { cause: error });
    throw new AppError('FOLDER_NOT_WRITABLE', { folder }, { cause: error });
  }
}

/**
 * A plan as JSON that a person can edit: one line for each field, syllable and note, and for each pass. The long lines of pitch
 * and loudness come last.
 */
export function planText({ syllables, notes, passes, curve, dynamicsDb, ...head }: Plan): string {
  const fields = [
    ...Object.entries(head).map(([name, value]) => field(name, JSON.stringify(value))),
    field('syllables', lines(syllables)),
    field('notes', lines(notes)),
    field('passes', lines(passes)),
    field('curve', JSON.stringify(curve)),
    field('dynamicsDb', JSON.stringify(dynamicsDb)),
  ];
  return `{\n${fields.join(',\n')}\n}\n`;
}

function field(name: string, json: string): string {
  return `  ${JSON.stringify(name)}: ${json}`;
}

function lines(values: readonly unknown[]): string {
  return `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`;
}
