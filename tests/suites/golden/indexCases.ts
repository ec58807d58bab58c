import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { openByteSource } from '../../../src/adapters/voices/openByteSource.ts';
import { blendFeatures, retrieve } from '../../../src/engine/retrieval/blendFeatures.ts';
import { openRetrievalIndex } from '../../../src/engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import { searchIndex } from '../../../src/engine/voiceFiles/retrievalIndex/search.ts';
import type { RetrievalIndex } from '../../../src/engine/voiceFiles/retrievalIndex/types.ts';
import { readNpy, type NpyArray } from '../npy.ts';
import { Checks } from './checks.ts';
import { relativeDifference } from './compare.ts';
import { expectationCases } from './expectations.ts';
import { arrayIfThere, readJson, type GoldenFolder } from './goldenFolder.ts';
import type { GoldenCase, Verdict } from './types.ts';

const valueLimit = 1e-4;
/** The original averages this many where no list of ids says otherwise. */
const usualNeighbours = 8;

const indexSchema = z.object({
  file: z.string(),
  dim: z.number().optional(),
  ntotal: z.number().optional(),
  nlist: z.number().optional(),
  nprobe: z.number().optional(),
  lists_sizes: z.array(z.number()).optional(),
});
type IndexDescription = z.infer<typeof indexSchema>;

/** Every index with its queries, and every file that must be refused. */
export function indexCases(golden: GoldenFolder): GoldenCase[] {
  const opened = golden.cases('index', 'index.json', ({ name, folder }) => [{ name, run: () => checkIndex(folder) }]);
  const refused = golden.cases('index', 'expectations.json', ({ name, folder }) =>
    expectationCases(name, folder, (file) => {
      const source = openByteSource(file);
      try {
        openRetrievalIndex(source);
      } finally {
        source.close();
      }
      return 'opened';
    }),
  );
  return [...opened, ...refused];
}

function checkIndex(folder: string): Verdict {
  const description = readJson(path.join(folder, 'index.json'), indexSchema);
  const checks = new Checks();
  const source = openByteSource(path.join(folder, description.file));
  try {
    const index = openRetrievalIndex(source);
    checkHeader(index, description, checks);
    checkStored(index, folder, checks);
    const queries = arrayIfThere(folder, 'queries');
    if (queries) {
      checkSearch(index, queries, folder, checks);
      checkBlends(index, queries, folder, checks);
    }
  } finally {
    source.close();
  }
  return checks.verdict();
}

function checkHeader(index: RetrievalIndex, description: IndexDescription, checks: Checks): void {
  const { dim, ntotal, nlist, nprobe, lists_sizes: sizes } = description;
  const facts = [
    [dim, index.width],
    [ntotal, index.vectorCount],
    [nlist, index.listCount],
    [nprobe, index.probeCount],
    ...(sizes ?? []).map((size, list) => [size, index.listSizes[list]]),
  ];
  const wrong = facts.filter(([wanted, got]) => wanted !== undefined && wanted !== got);
  checks.equal('facts wrong', wrong.length, 0);
}

/** Vectors by their ids, as "reconstruct" gives them. */
function checkStored(index: RetrievalIndex, folder: string, checks: Checks): void {
  const head = arrayIfThere(folder, 'vectors_head');
  if (!head) return;
  const got = new Float32Array(head.data.length).fill(NaN);
  for (let list = 0; list < index.listCount; list++) {
    for (const { ids, vectors } of index.blocksOf(list)) {
      ids.forEach((id, row) => {
        if ((id + 1) * index.width > got.length) return;
        got.set(vectors.subarray(row * index.width, (row + 1) * index.width), id * index.width);
      });
    }
  }
  checks.atMost('vectors', relativeDifference(got, head.data), valueLimit);
}

function checkSearch(index: RetrievalIndex, queries: NpyArray, folder: string, checks: Checks): void {
  const lists = arrayIfThere(folder, 'coarse_list');
  if (lists) {
    const probes = lists.shape[1] ?? 1;
    const got = rowsOf(queries).flatMap((query) => [...index.nearestLists(query, probes)]);
    checks.equal('lists wrong', differing(got, lists.data), 0);
  }
  const ids = arrayIfThere(folder, 'ids');
  if (!ids) return;
  const k = ids.shape[1] ?? usualNeighbours;
  const found = rowsOf(queries).map((query) => searchIndex(index, query, k));
  checks.equal(
    'ids wrong',
    differing(
      found.flatMap((one) => [...one.ids]),
      ids.data,
    ),
    0,
  );
  const scores = arrayIfThere(folder, 'scores');
  if (!scores) return;
  const isFilled = Array.from(ids.data, (id) => id >= 0);
  const taken = (values: ArrayLike<number>) => Float64Array.from(values).filter((_, i) => isFilled[i] ?? false);
  const squaredDistances = taken(found.flatMap((one) => [...one.squaredDistances]));
  checks.atMost('scores', relativeDifference(squaredDistances, taken(scores.data)), valueLimit);
}

function checkBlends(index: RetrievalIndex, queries: NpyArray, folder: string, checks: Checks): void {
  const features = { values: Float32Array.from(queries.data), width: index.width };
  const retrieved = arrayIfThere(folder, 'retrieved');
  if (retrieved) {
    const got = rowsOf(queries).flatMap((query) => [
      ...(retrieve(searchIndex(index, query, usualNeighbours), index.width) ?? query),
    ]);
    checks.atMost('retrieved', relativeDifference(Float64Array.from(got), expected(retrieved, queries)), valueLimit);
  }
  for (const file of readdirSync(folder)) {
    const ratio = /^blend_([\d.]+)\.npy$/.exec(file)?.[1];
    if (ratio === undefined) continue;
    const blend = blendFeatures(features, index, { ratio: Number(ratio), neighbourCount: usualNeighbours });
    const wanted = expected(readNpy(path.join(folder, file)), queries);
    checks.atMost(`blend ${ratio}`, relativeDifference(blend.values, wanted), valueLimit);
  }
}

/**
 * What is expected where the original has NaN: after an exact hit the stored vector, which is the query; for an empty list
 * the query, left alone.
 */
function expected(golden: NpyArray, queries: NpyArray): Float64Array {
  return Float64Array.from(golden.data, (value, i) => (Number.isNaN(value) ? (queries.data[i] ?? NaN) : value));
}

function rowsOf({ data, shape }: NpyArray): (Float32Array | Float64Array)[] {
  const width = shape.at(-1) ?? 1;
  return Array.from({ length: data.length / width }, (_, row) => data.subarray(row * width, (row + 1) * width));
}

function differing(got: readonly number[], wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Math.max(got.length, wanted.length);
  return got.filter((value, i) => value !== wanted[i]).length;
}
