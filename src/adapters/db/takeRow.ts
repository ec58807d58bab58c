import { foldText } from '../../contract/foldText.ts';
import type { StoredTake } from '../../core/ports.ts';
import type { takes } from './schema.ts';

type NewRow = typeof takes.$inferInsert;

/** @param recordingName under which it is found later; absent: as saved already */
export function takeRow({ recipe, ...columns }: StoredTake, recordingName?: string): NewRow {
  const search = recordingName === undefined ? {} : { searchText: foldText(recordingName) };
  return { ...columns, recipeJson: JSON.stringify(recipe), ...search };
}
