import { AppError } from '../../contract/errors.ts';
import type { ImportLine } from '../../contract/imports.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import { checkIndex } from '../../engine/voiceFiles/retrievalIndex/checkIndex.ts';
import { openRetrievalIndex } from '../../engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import type { RetrievalIndex } from '../../engine/voiceFiles/retrievalIndex/types.ts';

export type ChosenIndex = { readonly source: ByteSource; readonly index: RetrievalIndex };

/** The first index that fits, and a line for every one that was looked at. */
export function chooseIndex(
  candidates: readonly ByteSource[],
  featureWidth: number,
): { readonly chosen: ChosenIndex | null; readonly lines: readonly ImportLine[] } {
  const lines: ImportLine[] = [];
  for (const source of candidates) {
    const file = source.name;
    try {
      const index = openRetrievalIndex(source);
      const { width, vectorCount } = index;
      if (width === featureWidth) {
        // Later, lists are read when a search comes to them; what is wrong with any is said now.
        checkIndex(index, file);
        lines.push({ code: 'INDEX_MATCHES', status: 'ok', details: { file, width, vectorCount } });
        return { chosen: { source, index }, lines };
      }
      lines.push({ code: 'INDEX_REFUSED', status: 'warning', details: { file, reason: 'index-width' } });
    } catch (error) {
      lines.push({ code: 'INDEX_REFUSED', status: 'warning', details: { file, reason: reasonOf(error) } });
    }
  }
  if (lines.length === 0) lines.push({ code: 'NO_INDEX', status: 'note', details: {} });
  return { chosen: null, lines };
}

/** Why an index was left out, for its line; an index that cannot be used spoils no voice. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  const { reason, feature } = error.details as { readonly reason?: string; readonly feature?: string };
  return reason ?? feature ?? error.code;
}
