import { damagedFile } from '../../bytes/refusals.ts';
import type { RetrievalIndex } from './types.ts';

/**
 * Reads every list once: each id from 0 to vectorCount-1 must be there once, and every value must be a number. For the
 * import; a search checks only what it reads. Memory: one bit per vector, besides what the index keeps.
 * @param onList told how many lists are done; may throw to stop
 * @throws AppError VOICE_FILE_DAMAGED
 */
export function checkIndex(
  index: RetrievalIndex,
  file: string,
  onList: (listsDone: number) => void = () => undefined,
): void {
  const seen = new Uint8Array(Math.ceil(index.vectorCount / 8));
  for (let list = 0; list < index.listCount; list++) {
    for (const block of index.blocksOf(list)) {
      for (const id of block.ids) {
        const place = Math.floor(id / 8);
        const bit = 1 << (id % 8);
        if (seen[place] & bit) throw damagedFile(file, 'bad-structure', `id ${String(id)}`);
        seen[place] |= bit;
      }
    }
    onList(list + 1);
  }
}
