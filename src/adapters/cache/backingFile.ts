import { join } from 'node:path';
import { backingMeasureSchema, type BackingMeasure } from '../../contract/melodies.ts';
import type { AnalysisPaths } from './analysisFolder.ts';
import { readTextIfThere, writeAtomically } from './atomicFile.ts';

const pathOf = ({ folder }: Pick<AnalysisPaths, 'folder'>): string => join(folder, 'backing.json');

/** Tempo and key of a recording that is music; undefined where they were not measured yet. */
export async function readBackingMeasure(paths: Pick<AnalysisPaths, 'folder'>): Promise<BackingMeasure | undefined> {
  const text = await readTextIfThere(pathOf(paths));
  return text === undefined ? undefined : backingMeasureSchema.parse(JSON.parse(text));
}

export async function writeBackingMeasure(
  paths: Pick<AnalysisPaths, 'folder'>,
  measure: BackingMeasure,
): Promise<void> {
  await writeAtomically(pathOf(paths), JSON.stringify(measure));
}
