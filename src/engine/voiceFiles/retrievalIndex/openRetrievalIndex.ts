import { Allowance } from '../../bytes/allowance.ts';
import type { ByteSource } from '../../bytes/types.ts';
import { damagedFile, refusing } from '../../bytes/refusals.ts';
import { floatsOf, readLayout, type IndexLayout } from './layout.ts';
import { nearestRows } from './nearest.ts';
import type { ListBlock, RetrievalIndex } from './types.ts';

/** Everything an open index may hold: centres of 65 536 lists 768 wide (201 MB) at the very most, and the kept blocks. */
const maximumBytes = 320 * 2 ** 20;
/** Lists are read in pieces of this size, so that one long list costs no more than many short ones. */
const blockBytes = 2 ** 21;
/** Blocks that stay in memory between searches. */
const keptBytes = 64 * 2 ** 20;

/**
 * Opens the index of a voice. Reads its header, centres and list sizes; lists are read when a search comes to them, so a
 * file of 600 MB costs what is touched. The source must stay readable for as long as the index is used.
 * @throws AppError NOT_A_VOICE for what is no index; VOICE_UNSUPPORTED for an empty one (`trained_*`), another sort or
 * metric, or a width no voice has; VOICE_FILE_DAMAGED for a file cut off, with sizes that disagree, or absurdly large
 */
export function openRetrievalIndex(source: ByteSource, allowance = new Allowance(maximumBytes)): RetrievalIndex {
  return refusing(source.name, 'centres', () => {
    const layout = readLayout(source, allowance);
    const blocks = new KeptBlocks(source, layout, allowance);
    const { width, vectorCount, listCount, probeCount, listSizes } = layout;
    return {
      width,
      vectorCount,
      listCount,
      probeCount,
      listSizes,
      get peakBytes() {
        return allowance.peakBytes;
      },
      nearestLists: (query, count) => nearestRows(layout.centres, query, Math.min(count, listCount)),
      blocksOf: (list) => blocks.of(list),
    };
  });
}

/** Reads blocks of lists and keeps the most recently used. */
class KeptBlocks {
  readonly #source: ByteSource;
  readonly #layout: IndexLayout;
  readonly #allowance: Allowance;
  readonly #rowsPerBlock: number;
  /** In the order of use; a Map remembers when its keys were set. */
  readonly #kept = new Map<number, ListBlock>();
  #keptRows = 0;

  constructor(source: ByteSource, layout: IndexLayout, allowance: Allowance) {
    this.#source = source;
    this.#layout = layout;
    this.#allowance = allowance;
    this.#rowsPerBlock = Math.floor(blockBytes / this.#rowBytes);
  }

  get #rowBytes(): number {
    return 4 * this.#layout.width + 8;
  }

  *of(list: number): Generator<ListBlock> {
    const size = this.#layout.listSizes[list];
    for (let firstRow = 0; firstRow < size; firstRow += this.#rowsPerBlock) yield this.#block(list, firstRow);
  }

  #block(list: number, firstRow: number): ListBlock {
    // A file position is unlike any other block's.
    const key = this.#layout.listStarts[list] + firstRow;
    const kept = this.#kept.get(key);
    if (kept) this.#kept.delete(key);
    const block = kept ?? refusing(this.#source.name, `list ${String(list)}`, () => this.#read(list, firstRow));
    this.#kept.set(key, block);
    return block;
  }

  #read(list: number, firstRow: number): ListBlock {
    const { width, listSizes, listStarts } = this.#layout;
    const rowCount = Math.min(this.#rowsPerBlock, listSizes[list] - firstRow);
    this.#makeRoom(rowCount);
    const vectors = floatsOf(this.#source.read(listStarts[list] + 4 * width * firstRow, 4 * width * rowCount));
    const idStart = listStarts[list] + 4 * width * listSizes[list] + 8 * firstRow;
    const ids = this.#idsOf(this.#source.read(idStart, 8 * rowCount));
    if (!vectors.every(Number.isFinite)) throw damagedFile(this.#source.name, 'not-a-number', `list ${String(list)}`);
    return { firstRow, rowCount, ids, vectors };
  }

  /** Lets the blocks go that were not used for the longest time, until this many rows fit. */
  #makeRoom(rowCount: number): void {
    for (const [key, block] of this.#kept) {
      if ((this.#keptRows + rowCount) * this.#rowBytes <= keptBytes) break;
      this.#kept.delete(key);
      this.#keptRows -= block.rowCount;
      this.#allowance.giveBack(block.rowCount * this.#rowBytes);
    }
    this.#allowance.take(rowCount * this.#rowBytes);
    this.#keptRows += rowCount;
  }

  #idsOf(bytes: Uint8Array): Float64Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const ids = new Float64Array(bytes.byteLength / 8);
    for (let row = 0; row < ids.length; row++) {
      const id = view.getInt32(8 * row + 4, true) * 2 ** 32 + view.getUint32(8 * row, true);
      if (id < 0 || id >= this.#layout.vectorCount)
        throw damagedFile(this.#source.name, 'bad-structure', `id ${String(id)}`);
      ids[row] = id;
    }
    return ids;
  }
}
