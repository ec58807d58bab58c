import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faissIndexBytes, type IndexContent } from '../../../../tests/suites/faissIndex.ts';
import { npyRow, readNpy } from '../../../../tests/suites/npy.ts';
import { AppError } from '../../../contract/errors.ts';
import { memorySource } from '../../bytes/memorySource.ts';
import type { ByteSource } from '../../bytes/types.ts';
import { checkIndex } from './checkIndex.ts';
import { openRetrievalIndex } from './openRetrievalIndex.ts';
import { searchIndex } from './search.ts';

const folder = 'tests/fixtures/rvc/index';
const cases = readdirSync(folder).filter((name) => name !== 'refused');

function fileSource(path: string): ByteSource {
  return memorySource(path.slice(path.lastIndexOf('/') + 1), new Uint8Array(readFileSync(path)));
}

function goldenIndex(name: string) {
  const file = readdirSync(join(folder, name)).find((entry) => entry.endsWith('.index'));
  if (file === undefined) throw new Error(`no index in ${name}`);
  return openRetrievalIndex(fileSource(join(folder, name, file)));
}

function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('golden indexes of faiss', () => {
  it.each(cases)('%s: the header, lists and every id are what faiss wrote', (name) => {
    const index = goldenIndex(name);
    const told = JSON.parse(readFileSync(join(folder, name, 'index.json'), 'utf8'));
    expect({ dim: index.width, ntotal: index.vectorCount, nlist: index.listCount, nprobe: index.probeCount }).toEqual({
      dim: told.dim,
      ntotal: told.ntotal,
      nlist: told.nlist,
      nprobe: told.nprobe,
    });
    expect([...index.listSizes]).toEqual(told.lists_sizes);
    const listsDone: number[] = [];
    checkIndex(index, name, (done) => listsDone.push(done));
    expect(listsDone.at(-1)).toBe(index.listCount);
  });

  it.each(cases)('%s: every query lands in faiss’s list, with its ids and distances', (name) => {
    const index = goldenIndex(name);
    const read = (array: string) => readNpy(join(folder, name, `${array}.npy`));
    const [queries, lists, ids, scores] = [read('queries'), read('coarse_list'), read('ids'), read('scores')];
    let worst = 0;
    for (let row = 0; row < (queries.shape[0] ?? 0); row++) {
      const query = npyRow(queries, row);
      const expectedIds = [...npyRow(ids, row)];
      expect([...index.nearestLists(query, 1)], `list of query ${String(row)}`).toEqual([...npyRow(lists, row)]);
      const found = searchIndex(index, query, expectedIds.length);
      expect([...found.ids], `ids of query ${String(row)}`).toEqual(expectedIds);
      for (let slot = 0; slot < found.count; slot++) {
        const expected = npyRow(scores, row)[slot];
        worst = Math.max(worst, Math.abs(found.squaredDistances[slot] - expected) / Math.max(1, expected));
      }
    }
    expect(worst).toBeLessThan(1e-4);
  });

  it.each(cases)('%s: neighbours weighted by the square of 1/s are what the original retrieves', (name) => {
    const index = goldenIndex(name);
    const [queries, retrieved] = [
      readNpy(join(folder, name, 'queries.npy')),
      readNpy(join(folder, name, 'retrieved.npy')),
    ];
    for (let row = 0; row < (queries.shape[0] ?? 0); row++) {
      const expected = npyRow(retrieved, row);
      const found = searchIndex(index, npyRow(queries, row), 8);
      // An exact hit and an empty list are not numbers in the original; the blend decides them.
      if (found.count === 0 || found.squaredDistances[0] < 1e-12 || !expected.every(Number.isFinite)) continue;
      const weights = [...found.squaredDistances.subarray(0, found.count)].map((distance) => distance ** -2);
      const sum = weights.reduce((a, b) => a + b);
      for (let at = 0; at < index.width; at++) {
        const value = weights.reduce((all, weight, slot) => all + weight * found.vectors[slot * index.width + at], 0);
        expect(Math.abs(value / sum - expected[at])).toBeLessThan(1e-4);
      }
    }
  });

  it('finds the distance 0 of a stored vector that is asked for', () => {
    const queries = readNpy(join(folder, 'idx256', 'queries.npy'));
    const found = searchIndex(goldenIndex('idx256'), npyRow(queries, 24), 8);
    expect(found.squaredDistances[0]).toBe(0);
    expect([...found.vectors.subarray(0, 256)]).toEqual([...npyRow(queries, 24)]);
  });
});

describe('what is refused', () => {
  it.each([
    ['flat_l2.index', 'VOICE_UNSUPPORTED', { feature: 'index-kind', item: 'Flat' }],
    ['ivfpq.index', 'VOICE_UNSUPPORTED', { feature: 'index-kind', item: 'IVF-PQ' }],
    ['hnsw.index', 'VOICE_UNSUPPORTED', { feature: 'index-kind', item: 'HNSW' }],
    ['ivfflat_inner_product.index', 'VOICE_UNSUPPORTED', { feature: 'index-metric', item: 'inner product' }],
    ['trained_IVF3_Flat_nprobe_1_x_v1.index', 'VOICE_UNSUPPORTED', { feature: 'index-empty' }],
    ['truncated.index', 'VOICE_FILE_DAMAGED', { reason: 'cut-off', item: 'lists' }],
    ['huge_nlist.index', 'VOICE_FILE_DAMAGED', { reason: 'too-large', item: 'd' }],
    ['empty.index', 'NOT_A_VOICE', { kind: 'empty' }],
  ] as const)('%s: %s, named', (file, code, details) => {
    const error = errorOf(() => openRetrievalIndex(fileSource(join(folder, 'refused', file))));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ file, ...details });
  });

  it('bytes after the end are ignored, as the original ignores them', () => {
    expect(openRetrievalIndex(fileSource(join(folder, 'refused', 'trailing_garbage.index'))).vectorCount).toBe(6);
  });

  it('a file cut at any byte is refused in words, and reads nothing outside itself', () => {
    const whole = faissIndexBytes(smallIndex());
    for (let length = 0; length < whole.length; length += length < 400 ? 1 : 97) {
      const error = errorOf(() => openRetrievalIndex(memorySource('cut.index', whole.slice(0, length))));
      expect(['VOICE_FILE_DAMAGED', 'NOT_A_VOICE'], `cut at ${String(length)}`).toContain(error.code);
    }
  });

  it.each([
    ['an id beyond the index', { lists: [[{ id: 7, vector: Array<number>(256).fill(0) }]] }, 'bad-structure'],
    ['an id below zero', { lists: [[{ id: -1, vector: Array<number>(256).fill(0) }]] }, 'bad-structure'],
    ['a value that is no number', { lists: [[{ id: 0, vector: Array<number>(256).fill(NaN) }]] }, 'not-a-number'],
  ] as const)('%s is found when its list is read', (_, part, reason) => {
    const content = { width: 256, centres: [Array<number>(256).fill(0)], ...part };
    const index = openRetrievalIndex(memorySource('test.index', faissIndexBytes(content)));
    const error = errorOf(() => searchIndex(index, new Float32Array(256), 8));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason } });
  });

  it('an id that comes twice, so that another is missing, is found by the check of the import', () => {
    const vector = Array<number>(256).fill(0);
    const twice = [
      { id: 1, vector },
      { id: 1, vector },
    ];
    const index = openRetrievalIndex(
      memorySource('test.index', faissIndexBytes({ width: 256, centres: [vector, vector], lists: [twice, []] })),
    );
    const error = errorOf(() => checkIndex(index, 'test.index'));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason: 'bad-structure', item: 'id 1' } });
  });

  it('a width of another program’s features is refused by its number', () => {
    const content = { ...smallIndex(), width: 512, centres: [Array<number>(512).fill(0)], lists: [[]] };
    const filled = { ...content, lists: [[{ id: 0, vector: Array<number>(512).fill(1) }]] };
    expect(errorOf(() => openRetrievalIndex(memorySource('test.index', faissIndexBytes(filled))))).toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'index-width', item: '512' },
    });
  });
});

function smallIndex(): IndexContent {
  const vector = (seed: number) => Array.from({ length: 256 }, (_, at) => Math.sin(seed * 7 + at * 1.3));
  return {
    width: 256,
    centres: [vector(1), vector(2), vector(3)],
    lists: [[{ id: 2, vector: vector(4) }], [], [0, 1].map((id) => ({ id, vector: vector(5 + id) }))],
  };
}

describe('any index', () => {
  const value = fc.integer({ min: -3, max: 3 });
  const vector = fc.array(value, { minLength: 256, maxLength: 256 });

  it('is searched like a search through everything, whatever its lists, form and direct map', () => {
    const content = fc.record({
      centres: fc.array(vector, { minLength: 1, maxLength: 5 }),
      rows: fc.array(fc.record({ list: fc.nat(4), vector }), { minLength: 1, maxLength: 30 }),
      directMap: fc.constantFrom('none' as const, 'array' as const, 'hash' as const),
      form: fc.constantFrom('full' as const, 'sprs' as const),
      query: vector,
    });
    fc.assert(
      fc.property(content, ({ centres, rows, directMap, form, query }) => {
        const entries = rows.map((row, id) => ({ id, vector: row.vector, list: row.list % centres.length }));
        const lists = centres.map((_, list) => entries.filter((entry) => entry.list === list));
        const bytes = faissIndexBytes({ width: 256, centres, lists, directMap, form, probeCount: centres.length });
        const found = searchIndex(openRetrievalIndex(memorySource('test.index', bytes)), query, 8);
        const distances = entries
          .map((entry) => entry.vector.reduce((sum, at, axis) => sum + (at - (query[axis] ?? 0)) ** 2, 0))
          .sort((a, b) => a - b);
        expect([...found.squaredDistances.subarray(0, found.count)]).toEqual(distances.slice(0, 8));
        for (let slot = 0; slot < found.count; slot++) {
          const stored = entries[found.ids[slot] ?? -1];
          expect([...found.vectors.subarray(slot * 256, slot * 256 + 256)]).toEqual(stored?.vector.map((at) => at));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('an index of 600 MB', () => {
  const width = 768;
  const listCount = 4000;
  const rowsPerList = 48;

  /** A file that exists only where it is read: 4 000 lists of 48 rows, every list's rows near its centre. */
  function largeSource() {
    const head = faissIndexBytes({
      width,
      centres: centresOf(listCount),
      lists: Array<[]>(listCount).fill([]),
      form: 'full',
    });
    // Rows are counted in two places of the header and once per list.
    const view = new DataView(head.buffer);
    view.setBigUint64(8, BigInt(listCount * rowsPerList), true);
    for (let list = 0; list < listCount; list++)
      view.setBigUint64(head.length - 8 * (listCount - list), BigInt(rowsPerList), true);
    const listBytes = rowsPerList * (4 * width + 8);
    let readBytes = 0;
    const source: ByteSource = {
      name: 'large.index',
      sizeBytes: head.length + listCount * listBytes,
      read(start, count) {
        readBytes += count;
        const bytes = new Uint8Array(count);
        if (start < head.length) {
          bytes.set(head.subarray(start, start + count));
          return bytes;
        }
        const list = Math.floor((start - head.length) / listBytes);
        const offset = (start - head.length) % listBytes;
        const ids = new DataView(bytes.buffer);
        if (offset >= rowsPerList * 4 * width) {
          for (let row = 0; row < count / 8; row++) ids.setBigUint64(8 * row, BigInt(list * rowsPerList + row), true);
        } else new Float32Array(bytes.buffer).fill(list);
        return bytes;
      },
    };
    return { source, readBytes: () => readBytes };
  }

  const centresOf = (lists: number) => Array.from({ length: lists }, (_, list) => Array<number>(width).fill(list));

  it('opens by reading its centres and sizes alone, and a search reads one list', () => {
    const { source, readBytes } = largeSource();
    expect(source.sizeBytes).toBeGreaterThan(590e6);
    const index = openRetrievalIndex(source);
    const opened = readBytes();
    expect(opened).toBeLessThan(listCount * width * 4 + listCount * 8 + 50_000);
    const found = searchIndex(index, new Float32Array(width).fill(17.2), 8);
    expect([...found.ids].every((id) => Math.floor(id / rowsPerList) === 17)).toBe(true);
    expect(readBytes() - opened).toBe(rowsPerList * (4 * width + 8));
  });

  it('keeps 64 MB of lists at the most, and reads what was let go again with the same result', () => {
    const { source, readBytes } = largeSource();
    const index = openRetrievalIndex(source);
    const opened = index.peakBytes;
    const first = searchIndex(index, new Float32Array(width).fill(0), 8);
    for (let list = 0; list < 1000; list++) searchIndex(index, new Float32Array(width).fill(list), 8);
    expect(index.peakBytes - opened).toBeLessThanOrEqual(64 * 2 ** 20);
    const before = readBytes();
    expect(searchIndex(index, new Float32Array(width).fill(999), 8).count).toBe(8);
    expect(readBytes(), 'the list used last is still there').toBe(before);
    expect(searchIndex(index, new Float32Array(width).fill(0), 8)).toEqual(first);
    expect(readBytes(), 'the list used first was let go').toBeGreaterThan(before);
  });
});
