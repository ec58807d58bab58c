import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faissIndexBytes } from '../../../../tests/suites/faissIndex.ts';
import { fuzz, mutationCount } from '../../../../tests/suites/mutate.ts';
import { memorySource } from '../../bytes/memorySource.ts';
import { checkIndex } from './checkIndex.ts';
import { openRetrievalIndex } from './openRetrievalIndex.ts';
import { searchIndex } from './search.ts';

const folder = 'tests/fixtures/rvc/index';
const files = [
  'idx256_directmap_hash/added_IVF2_Flat_nprobe_1_idx256_directmap_hash_v1.index',
  'idx256_sparse/added_IVF30_Flat_nprobe_1_idx256_sparse_v1.index',
  'refused/ivfpq.index',
];
/** One list of one row: nearly all of the file is structure. */
const smallest = faissIndexBytes({
  width: 256,
  centres: [Array<number>(256).fill(0)],
  lists: [[{ id: 0, vector: Array<number>(256).fill(1) }]],
  directMap: 'array',
});

it('a mutated index is searched or refused in words: no crash, no hang, no memory beyond what a file of its size holds', () => {
  const originals = [smallest, ...files.map((file) => new Uint8Array(readFileSync(`${folder}/${file}`)))];
  const result = fuzz(originals, 2 ** 20, (bytes, allowance) => {
    const index = openRetrievalIndex(memorySource('mutated.index', bytes), allowance);
    checkIndex(index, 'mutated.index');
    searchIndex(index, new Float32Array(index.width).fill(0.1), 8);
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'mutations reach both ends').toBeGreaterThan(mutationCount / 20);
});
